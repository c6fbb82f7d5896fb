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
    }

    /// Sends a request and judges what comes back; a destination that only observes is shown it.
    func carryOut(_ request: Request, _ scene: Scene, _ delivery: inout Delivery) async -> Outcome {
        let request = revised(request, scene)
        // What may have been carried out already is judged as that, whatever the file says by now.
        guard scene.destination.mode == .live || isInterrupted else { return observe(request, scene, &delivery) }
        let started = ports.clock.now
        let exchange = await exchange(request, scene, at: started)
        if isReleased(by: exchange.answer) { return release(&delivery) }
        let verdict = verdict(on: exchange, scene)
        return conclude(verdict, exchange, scene, started: started, &delivery)
    }

    /// What comes back for the request of the send; one that may change something is marked, so that a process that ends
    /// meanwhile leaves word of it.
    func exchange(_ request: Request, _ scene: Scene, at now: Timestamp) async -> Exchange {
        let isWrite = scene.send.call.isWrite
        guard !isInterrupted else { return Exchange(request: request, answer: Self.interruption, isWrite: isWrite) }
        if isWrite { ports.marks.set(stored.id) }
        let answer = await ports.sender.send(scene.destination.outgoing(request, id: scene.key, at: now))
        // What never left needs no word, and might not be stored either where that is because the process goes down.
        if isWrite, !answer.wasSent { ports.marks.clear(stored.id) }
        return Exchange(request: request, answer: answer, isWrite: isWrite)
    }

    private func observe(_ request: Request, _ scene: Scene, _ delivery: inout Delivery) -> Outcome {
        let exchange = Exchange(request: request, answer: Self.unsent, isWrite: false)
        let (now, verdict) = (ports.clock.now, Verdict(.delivered, cause: "observed"))
        let attempt = attempt(of: exchange, scene, verdict, started: now, ended: now)
        apply(.skipped(Reason("observed", detail: "\(scene.destination.name) only observes")), to: &delivery)
        return Outcome(attempt: attempt)
    }

    func verdict(on exchange: Exchange, _ scene: Scene, read: JSONValue? = nil) -> Verdict {
        if let suspicion = suspicion(scene) { return suspicion }
        let (routing, planned, event, request) = (routing, scene.planned, scene.event, exchange.request)
        let context = AnswerContext(
            AnswerContext.AskedRequest(request, path: routing.table.pathFields(of: planned, for: event)),
            attempt: AnswerContext.AttemptCount(number: scene.number, inDoubt: scene.history.inDoubt),
            read: read
        )
        return scene.destination.rules(for: scene.send.call).judge(exchange.answer, context)
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
        let breakage = judge(verdict, answered, at: scene.destination.name, scene.send.call.name, &delivery, at: now)
        return Outcome(
            attempt: attempt,
            hasJudgedSend: true,
            isMarked: exchange.isWrite && answer.wasSent && !isInterrupted,
            showsSoundAccount: answer.status != nil && verdict.kind != .pause,
            breakage: breakage
        )
    }

    /// Whether a request was given up before it left, because the process goes down.
    func isReleased(by answer: Answer) -> Bool { answer.status == nil && !answer.wasSent && Task.isCancelled }

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
                ? Array(answer.bytes.prefix(scene.destination.settings.limits.answerKept)) : []
        )
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
