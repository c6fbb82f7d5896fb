import CEL
import CivilTime
import JSON
import RelayCore
import RelayRoutes

/// One try of one delivery, from its lookups to its verdict.
struct DeliveryWork {
    let stored: StoredDelivery
    let routing: Routing
    let ports: Deliverer.Ports
    let policy: RetryPolicy
    /// The token that its first request is made with; nil where its destination has no quota.
    let permit: QuotaPermit?
    /// Whether it was begun without a token, and its destination has a quota by now.
    let lacksToken: Bool
    /// From when it is not worth sending any more; nil where it always is.
    let worthUntil: Timestamp?
    /// Whether the process before this one ended while it was sent.
    let isInterrupted: Bool

    /// What a try came to, beside the delivery's new state.
    struct Outcome {
        /// Nil where nothing was asked of any API.
        var attempt: Attempt?
        /// Whether the send itself was judged: it left, or had left before the process ended.
        var hasJudgedSend = false
        /// Where it was marked as on its way.
        var mark: MarkPlace?
        /// Whether an answer came that no broken account would have given.
        var showsSoundAccount = false
        var breakage: Breakage?
        /// Whether it was given up before anything left, so that there is nothing to store.
        var isReleased = false
    }

    /// Each delivery that is on its way keeps what this function keeps while it waits, and there may be hundreds: so what
    /// does not wait, and what few deliveries need, stands in functions of its own.
    func run(_ delivery: inout Delivery, _ means: Means) async -> Outcome {
        switch start(&delivery, means) {
        case .ended(let outcome): return outcome
        case .leaving(let sending, let scene):
            let answer = await ports.sender.send(sending.outgoing)
            return end(sending, answer, scene, means, &delivery)
        case .asking(let scene): return await ask(scene, means, &delivery)
        case .merging(let change, let scene): return await carryOut(change, scene, means, &delivery)
        }
    }

    /// How a try goes on.
    private enum Start {
        indirect case ended(Outcome)
        /// Its request may leave as it is.
        case leaving(Sending, Scene)
        /// The store or an API is asked before its request leaves.
        case asking(Scene)
        indirect case merging(RecordChange, Scene)
    }

    @inline(never)
    private func start(_ delivery: inout Delivery, _ means: Means) -> Start {
        // It was due when it was taken, even if the clock has been put back since.
        apply(.started, to: &delivery, at: max(ports.clock.now, delivery.due ?? .earliest))
        guard delivery.state == .inFlight else { return .ended(Outcome()) }
        do throws(Halt) {
            let scene = try scene(of: delivery, means)
            let asks = asksFirst(scene) || lacksToken || scene.send.priorRead != nil || scene.send.echo != nil
            guard !asks else { return .asking(scene) }
            switch try rendering(of: scene, [:], means.reader) {
            case .skipped: return .ended(skip(&delivery))
            case .merge(let change): return .merging(change, scene)
            case .request(let request):
                if let outcome = withoutLeaving(request, scene, means, &delivery) { return .ended(outcome) }
                let hop = try hop(of: scene)
                permit?.use()
                return .leaving(begin(request, scene, hop: hop), scene)
            }
        } catch {
            return .ended(halt(error, &delivery))
        }
    }

    /// Asks what has to be known before its request leaves, and sends that where it still may.
    @inline(never)
    private func ask(_ scene: Scene, _ means: Means, _ delivery: inout Delivery) async -> Outcome {
        do throws(Halt) {
            let lookups = asksFirst(scene) ? try await answers(toLookupsOf: scene, means) : [:]
            switch try rendering(of: scene, lookups, means.reader) {
            case .skipped: return skip(&delivery)
            case .merge(let change): return await carryOut(change, scene, means, &delivery)
            case .request(let request):
                if scene.send.priorRead != nil,
                    let outcome = try await readFirst(request, lookups, scene, means, &delivery)
                {
                    return outcome
                }
                if let outcome = withoutLeaving(request, scene, means, &delivery) { return outcome }
                let hop = try hop(of: scene)
                let hasAsked = asksFirst(scene) || scene.send.priorRead != nil
                try await prepare(request, scene, afterAsking: hasAsked, means)
                let sending = begin(request, scene, hop: hop)
                let answer = await ports.sender.send(sending.outgoing)
                return end(sending, answer, scene, means, &delivery)
            }
        } catch {
            return halt(error, &delivery)
        }
    }

    private func skip(_ delivery: inout Delivery) -> Outcome {
        apply(.skipped(Reason("if", detail: "its \"if\" does not hold")), to: &delivery)
        return Outcome()
    }

    /// What a request comes to that is not sent; nil for one that is.
    private func withoutLeaving(
        _ request: Request,
        _ scene: Scene,
        _ means: Means,
        _ delivery: inout Delivery
    ) -> Outcome? {
        if isInterrupted { return judgeInterruption(of: request, scene, means, &delivery) }
        return scene.destination.mode == .live ? nil : observe(request, scene, &delivery)
    }

    /// Tells a delivery what it can be told: the order of the calls above sees to that.
    func apply(_ event: Delivery.Event, to delivery: inout Delivery, at now: Timestamp? = nil) {
        let moment = Delivery.Moment(
            now: now ?? ports.clock.now,
            policy: policy,
            jitter: Jitter(event.leadsToRetry ? ports.chance() : 0),
            worthUntil: worthUntil
        )
        do throws(InvalidTransition) {
            // The effects are seen in what follows: a new state, or what `breakage` tells of it.
            _ = try delivery.apply(event, moment)
        } catch {
            preconditionFailure("\(error)")
        }
    }

    /// Tells a delivery what an answer means, and whether that speaks of a broken account.
    func judge(
        _ verdict: Verdict,
        _ answered: Delivery.Answered,
        at destination: Destination,
        _ call: Call,
        _ status: Int?,
        _ delivery: inout Delivery,
        at now: Timestamp
    ) -> Breakage? {
        apply(.judged(verdict, answered), to: &delivery, at: now)
        guard verdict.kind == .pause, case .waiting(let until, _) = delivery.state else { return nil }
        return Breakage(
            verdict,
            destination: destination.name,
            call: call.name,
            status: status,
            until: until,
            hint: verdict.hint(answered.retryAfter)
        )
    }

    // MARK: What it is about

    /// Everything that a try needs to know before it begins.
    ///
    /// A class, because it goes through many hands, and each would copy it whole.
    final class Scene: Sendable {
        let send: Send
        let event: Event
        /// What was tried before.
        let before: [Attempt]
        let key: String
        let history: Delivery.History

        init(_ send: Send, _ event: Event, before: [Attempt], key: String, history: Delivery.History) {
            self.send = send
            self.event = event
            self.before = before
            self.key = key
            self.history = history
        }

        var destination: Destination { send.destination }
        var number: Int { before.count + 1 }
    }

    private func scene(of delivery: Delivery, _ means: Means) throws(Halt) -> Scene {
        guard let send = means.send else {
            let address = stored.address
            throw .failed(
                Reason(
                    Reason.sendRemoved,
                    detail: "the route \(address.route) has no send \(address.send) to \(address.destination) any more",
                    remedy: "bring it back under this name and replay, or discard"
                )
            )
        }
        // What was interrupted is only judged, and not sent for that.
        if !isInterrupted, let rest = means.gate.rest(send.call, send.destination) {
            let remedy = "mend the account; it goes on by itself"
            throw .halted(Verdict(.wait, cause: "call-paused", remedy: remedy, after: rest))
        }
        return Scene(
            send,
            try event(of: delivery, means),
            before: try attempts(of: delivery, means.reader),
            key: delivery.id.text,
            history: delivery.history
        )
    }

    private func event(of delivery: Delivery, _ means: Means) throws(Halt) -> Event {
        if let recent = means.recent { return recent.event }
        let stored = try Halt.reading { () throws(StoreError) in try means.reader.event(delivery.id.event) }
        guard let stored, !stored.isEmptied else {
            throw .failed(
                Reason("event-gone", detail: "the event's body was dropped to save room", remedy: "discard it")
            )
        }
        means.recents.add(stored.event, delivery.id.event)
        return stored.event
    }

    /// None are asked for where there can be none: that spares most deliveries a look into the store.
    private func attempts(of delivery: Delivery, _ reader: DeliveryReader) throws(Halt) -> [Attempt] {
        guard delivery.history != Delivery.History() || isInterrupted else { return [] }
        return try Halt.reading { () throws(StoreError) in try reader.attempts(of: delivery.id) }
    }

    // MARK: Ends

    /// Why a try ends before its request is sent.
    indirect enum Halt: Error {
        /// It cannot be made, now or ever.
        case failed(Reason)
        /// It cannot be made now.
        case halted(Verdict)
        case lookup(FailedLookup)
        /// The process goes down.
        case released

        static func translating<Value>(_ body: () throws(RenderError) -> Value) throws(Halt) -> Value {
            do throws(RenderError) {
                return try body()
            } catch {
                let field = error.field.isEmpty ? "" : "\(error.field): "
                throw .failed(Reason(error.code.rawValue, detail: field + error.fact, remedy: error.remedy))
            }
        }

        static func reading<Value>(_ body: () throws(StoreError) -> Value) throws(Halt) -> Value {
            do throws(StoreError) {
                return try body()
            } catch {
                throw .halted(Verdict(.wait, cause: "store-unreadable", remedy: error.remedy, after: .seconds(5)))
            }
        }
    }

    private func halt(_ halt: Halt, _ delivery: inout Delivery) -> Outcome {
        switch halt {
        case .failed(let reason): apply(.failed(reason), to: &delivery)
        case .halted(let verdict): apply(.judged(verdict, Delivery.Answered()), to: &delivery)
        case .lookup(let lookup): return fail(lookup, &delivery)
        case .released: return release(&delivery)
        }
        return Outcome()
    }
}

extension Delivery.Event {
    /// Only then does chance count, and it is asked of the kernel.
    fileprivate var leadsToRetry: Bool {
        if case .judged(let verdict, _) = self { verdict.kind == .retry } else { false }
    }
}
