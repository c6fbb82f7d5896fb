import CivilTime
import JSON
import RelayCore
import RelayRoutes

extension DeliveryWork {
    /// A request, and what came back for it.
    struct Exchange {
        let request: Request
        let answer: Answer
        /// Whether it may change something at the API.
        let isWrite: Bool
        /// Where it is marked as on its way.
        var mark: MarkPlace?
    }

    /// A request that is about to leave.
    struct Sending {
        let outgoing: OutgoingRequest
        let mark: MarkPlace?
        let started: Timestamp
    }

    /// Makes a request ready to leave; one that may change something is marked, so that a process that ends meanwhile
    /// leaves word of it.
    func begin(_ request: Request, _ scene: Scene, hop: Int = 0) -> Sending {
        let now = ports.clock.now
        return Sending(
            outgoing: scene.destination.outgoing(revised(request, scene), id: scene.key, at: now, hop: hop),
            mark: scene.send.call.isWrite ? ports.marks.set(stored.id) : nil,
            started: now
        )
    }

    /// Takes note of what came back for a request, and judges it.
    @inline(never)
    func end(
        _ sending: Sending,
        _ answer: Answer,
        _ scene: Scene,
        _ means: Means,
        _ delivery: inout Delivery
    ) -> Outcome {
        means.gate.note(answer, scene.destination, stored.id, sending.started)
        let mark = markLeft(by: sending, answer)
        if isReleased(by: answer) { return release(&delivery) }
        let exchange = Exchange(
            request: sending.outgoing.request,
            answer: answer,
            isWrite: scene.send.call.isWrite,
            mark: mark
        )
        return conclude(verdict(on: exchange, scene, means), exchange, scene, started: sending.started, &delivery)
    }

    /// What never left needs no word, and might not be stored either where that is because the process goes down.
    func markLeft(by sending: Sending, _ answer: Answer) -> MarkPlace? {
        guard let mark = sending.mark, !answer.wasSent else { return sending.mark }
        ports.marks.clear(mark)
        return nil
    }

    /// Judges what was on its way when the process before this one ended: whatever the file says by now, it may have been
    /// carried out already.
    func judgeInterruption(
        of request: Request,
        _ scene: Scene,
        _ means: Means,
        _ delivery: inout Delivery
    ) -> Outcome {
        let exchange = Exchange(
            request: revised(request, scene),
            answer: Self.interruption,
            isWrite: scene.send.call.isWrite
        )
        let verdict = verdict(on: exchange, scene, means)
        return conclude(verdict, exchange, scene, started: ports.clock.now, &delivery)
    }

    /// A destination that only observes is shown what would be sent.
    func observe(_ request: Request, _ scene: Scene, _ delivery: inout Delivery) -> Outcome {
        let exchange = Exchange(request: revised(request, scene), answer: Self.unsent, isWrite: false)
        let (now, verdict) = (ports.clock.now, Verdict(.delivered, cause: "observed"))
        let attempt = attempt(of: exchange, scene, verdict, started: now, ended: now)
        apply(.skipped(Reason("observed", detail: "\(scene.destination.name) only observes")), to: &delivery)
        return Outcome(attempt: attempt)
    }

    func verdict(on exchange: Exchange, _ scene: Scene, _ means: Means, read: JSONValue? = nil) -> Verdict {
        if let suspicion = suspicion(scene) { return suspicion }
        let rules = scene.destination.rules(for: scene.send.call)
        let path = routing.table.pathFields(of: scene.send, for: scene.event)
        let context = AnswerContext(
            AnswerContext.AskedRequest(exchange.request, path: path),
            attempt: AnswerContext.AttemptCount(number: scene.number, inDoubt: scene.history.inDoubt),
            deliveredAgo: deliveredAgo(for: exchange.answer, rules, means),
            read: read
        )
        return rules.judge(exchange.answer, context)
    }

    /// Tells the delivery what came of it; `showing` is what is kept of a request that holds more than the event says.
    func conclude(
        _ verdict: Verdict,
        _ exchange: Exchange,
        showing: Request? = nil,
        _ scene: Scene,
        started: Timestamp,
        _ delivery: inout Delivery
    ) -> Outcome {
        let (answer, now) = (exchange.answer, ports.clock.now)
        let answered = Delivery.Answered(
            retryAfter: answer.retryAfter(at: now),
            // A read that got no answer has changed nothing.
            isInDoubt: exchange.isWrite && answer.status == nil && answer.wasSent
        )
        let attempt = attempt(of: exchange, showing: showing, scene, verdict, started: started, ended: now)
        let (destination, call) = (scene.destination, scene.send.call)
        let breakage = judge(verdict, answered, at: destination, call, answer.status, &delivery, at: now)
        return Outcome(
            attempt: attempt,
            hasJudgedSend: true,
            mark: exchange.mark,
            showsSoundAccount: verdict.showsSoundAccount(answer.status),
            breakage: breakage
        )
    }

    /// Whether a request was given up before it left, because the process goes down.
    func isReleased(by answer: Answer) -> Bool {
        guard answer.status == nil, !answer.wasSent else { return false }
        // The sender may hear of the end before this task does.
        return answer.failure == SendFailure.cancelled.rawValue || Task.isCancelled
    }

    func release(_ delivery: inout Delivery) -> Outcome {
        apply(.released, to: &delivery)
        return Outcome(isReleased: true)
    }

    // MARK: What is remembered

    func attempt(
        of exchange: Exchange,
        showing: Request? = nil,
        _ scene: Scene,
        _ verdict: Verdict,
        started: Timestamp,
        ended: Timestamp
    ) -> Attempt {
        let answer = exchange.answer
        // What went well is found again from the event; what did not must be seen as it was.
        let isPlain = verdict.kind == .delivered && answer.status != nil
        return Attempt(
            number: scene.number,
            isOfSend: exchange.isWrite || !scene.send.call.isWrite,
            startedAt: started,
            took: max(.zero, ended.duration(since: started)),
            status: answer.status,
            failure: answer.failure,
            verdict: verdict.kind,
            reason: Reason(verdict),
            configuration: routing.fingerprint,
            digest: exchange.request.body.map(ports.digest) ?? [],
            request: isPlain ? [] : RequestText(showing ?? exchange.request).json,
            // A whole record is personal data that the change has no need of; a refusal is not a record.
            answer: showing == nil || verdict.kind != .delivered && answer.status.map { $0 >= 300 } ?? true
                ? kept(answer, to: exchange.request, at: scene.destination) : []
        )
    }

    private func kept(_ answer: Answer, to request: Request, at destination: Destination) -> [UInt8] {
        let limit = destination.settings.limits.answerKept
        return ports.sender.masked(answer.bytes, of: request, destination.settings.policy, keeping: limit)
    }

    static let unsent = Answer(failure: "not-sent", wasSent: false)

    // MARK: Keys

    /// The request with the key of its body: the delivery's id, and a number behind it once the body is another than
    /// before, so that no API takes it for the first.
    func revised(_ request: Request, _ scene: Scene) -> Request {
        let sent = scene.before.map(\.digest).filter { !$0.isEmpty }
        guard !sent.isEmpty else { return request }
        let digests = sent + [request.body.map(ports.digest) ?? []]
        let revision = 1 + zip(digests, digests.dropFirst()).count { $0 != $1 }
        return revision == 1 ? request : request.keyed("\(scene.key).\(revision)", insteadOf: scene.key)
    }

    // MARK: After an unclean end

    /// What stands for the answer of an attempt that the process did not live to see the end of.
    static let interruption = Answer(failure: "interrupted", wasSent: true)

    /// A delivery that ends the process each time it is sent must not do so for ever.
    private func suspicion(_ scene: Scene) -> Verdict? {
        guard isInterrupted else { return nil }
        let before = scene.before.reversed().prefix { $0.failure == Self.interruption.failure }.count
        guard before >= 2 else { return nil }
        return Verdict(
            .dead,
            cause: "suspect",
            remedy: "three times the process ended while this was sent: report it, then replay or discard"
        )
    }
}
