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
    /// Whether the process before this one ended while it was sent.
    let isInterrupted: Bool

    /// What a try came to, beside the delivery's new state.
    struct Outcome {
        var attempt: Attempt?
        var effects: [Delivery.Effect] = []
        /// Whether an answer came that no broken account would have given.
        var showsSoundAccount = false
    }

    var destination: Destination? { routing.table.destinations[stored.address.destination] }

    func moment() -> Delivery.Moment {
        Delivery.Moment(now: ports.clock.now, policy: destination?.settings.retry ?? .standard, jitter: Jitter(ports.chance()))
    }

    func run(_ delivery: inout Delivery, _ reader: DeliveryReader, _ cache: LookupCache) async -> Outcome {
        let effects = apply(.started, to: &delivery)
        guard effects.contains(.send) else { return Outcome(effects: effects) }
        do throws(Halt) {
            let scene = try scene(of: delivery, reader)
            let lookups = try await answers(toLookupsOf: scene, cache)
            let rendering = try Halt.translating { () throws(RenderError) in
                try routing.table.render(scene.planned, for: scene.event, lookups: lookups, key: scene.key)
            }
            switch rendering {
            case .skipped:
                return Outcome(
                    effects: apply(.skipped(Reason("if", detail: "its \"if\" does not hold")), to: &delivery)
                )
            case .request(let request): return await carryOut(request, scene, &delivery)
            case .merge(let change): return await carryOut(change, scene, &delivery)
            }
        } catch {
            return halt(error, &delivery)
        }
    }

    /// Tells a delivery what it can be told: the order of the calls above sees to that.
    func apply(_ event: Delivery.Event, to delivery: inout Delivery) -> [Delivery.Effect] {
        do throws(InvalidTransition) {
            return try delivery.apply(event, moment())
        } catch {
            preconditionFailure("\(error)")
        }
    }

    // MARK: What it is about

    /// Everything that a try needs to know before it begins.
    struct Scene {
        let planned: Plan.PlannedSend
        let send: Send
        let destination: Destination
        let event: Event
        /// What was tried before.
        let before: [Attempt]
        let key: String
        let history: Delivery.History

        var number: Int { before.count + 1 }
    }

    private func scene(of delivery: Delivery, _ reader: DeliveryReader) throws(Halt) -> Scene {
        guard let planned = routing.planned(stored.address, lead: stored.lane?.lead),
            let send = routing.table.send(planned)
        else {
            let address = stored.address
            throw .failed(
                Reason(
                    "send-removed",
                    detail: "the route \(address.route) has no send \(address.send) any more",
                    remedy: "bring it back under this name and replay, or discard"
                )
            )
        }
        do throws(StoreError) {
            guard let event = try reader.event(delivery.id.event), !event.isEmptied else {
                throw StoreError(.damaged, "read the event", fact: "its body is gone", remedy: "Keep bodies longer.")
            }
            let before = delivery.history.tries == 0 && !isInterrupted ? [] : try reader.attempts(of: delivery.id)
            return Scene(
                planned: planned,
                send: send,
                destination: send.destination,
                event: event.event,
                before: before,
                key: delivery.id.text,
                history: delivery.history
            )
        } catch {
            guard error.code != .damaged else {
                throw .failed(Reason("event-gone", detail: error.fact, remedy: "discard it"))
            }
            throw .judged(Verdict(.wait, cause: "store-unreadable", remedy: error.remedy, after: .seconds(5)), nil)
        }
    }

    // MARK: Lookups

    private func answers(toLookupsOf scene: Scene, _ cache: LookupCache) async throws(Halt) -> [String: Value] {
        var values: [String: Value] = [:]
        for name in scene.send.lookups {
            guard let lookup = routing.table.lookups[name] else { continue }
            let request = try Halt.translating { () throws(RenderError) in
                try routing.table.request(ofLookup: name, for: scene.event)
            }
            guard let request else { continue }
            values[name] = try await answer(to: request, of: lookup, cache)
        }
        return values
    }

    private func answer(to request: Request, of lookup: Lookup, _ cache: LookupCache) async throws(Halt) -> Value {
        let now = ports.clock.now
        if let known = cache.value(of: lookup.name, request, at: now) { return known }
        let answer = await ports.sender.send(lookup.destination.outgoing(request, id: stored.id.text, at: now))
        let verdict = lookup.destination.rules(for: lookup.call)
            .judge(answer, AnswerContext(AnswerContext.AskedRequest(request, path: [:])))
        switch verdict.kind {
        case .delivered, .warned:
            let value = answer.body.map { Value($0) } ?? .null
            cache.keep(value, of: lookup.name, request, until: now + lookup.keep)
            return value
        case .dead:
            throw .failed(
                Reason("lookup-\(verdict.cause)", detail: "the lookup \(lookup.name) failed", remedy: verdict.remedy)
            )
        case .retry, .wait, .pause:
            let reason = Verdict(
                verdict.kind == .retry ? .retry : .wait,
                cause: "lookup-\(verdict.cause)",
                remedy: verdict.remedy,
                after: verdict.after
            )
            throw .judged(reason, answer.retryAfter(at: ports.clock.now))
        }
    }

    // MARK: Ends

    /// Why a try ends before anything was sent.
    enum Halt: Error {
        case failed(Reason)
        case judged(Verdict, Duration?)

        static func translating<Value>(_ body: () throws(RenderError) -> Value) throws(Halt) -> Value {
            do throws(RenderError) {
                return try body()
            } catch {
                let field = error.field.isEmpty ? "" : "\(error.field): "
                throw .failed(Reason(error.code.rawValue, detail: field + error.fact, remedy: error.remedy))
            }
        }
    }

    private func halt(_ halt: Halt, _ delivery: inout Delivery) -> Outcome {
        switch halt {
        case .failed(let reason): return Outcome(effects: apply(.failed(reason), to: &delivery))
        case .judged(let verdict, let retryAfter):
            let answered = Delivery.Answered(retryAfter: retryAfter)
            return Outcome(effects: apply(.judged(verdict, answered), to: &delivery))
        }
    }
}
