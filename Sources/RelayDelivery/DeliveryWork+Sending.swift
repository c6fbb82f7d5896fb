import CivilTime
import JSON
import RelayCore
import RelayRoutes

extension DeliveryWork {
    /// Sends a request and judges what comes back; a destination that only observes is shown it.
    func carryOut(_ request: Request, _ scene: Scene, _ delivery: inout Delivery) async -> Outcome {
        let request = revised(request, scene)
        guard scene.destination.mode == .live else { return observe(request, scene, &delivery) }
        let started = ports.clock.now
        let answer = await exchange(request, scene, delivery.id)
        let verdict = verdict(on: answer, to: request, scene)
        return conclude(verdict, answer, to: request, scene, started: started, &delivery)
    }

    /// What comes back for a request that may change something; it is marked, so that a process that ends meanwhile
    /// leaves word of it.
    func exchange(_ request: Request, _ scene: Scene, _ id: DeliveryID) async -> Answer {
        guard !isInterrupted else { return Self.interruption }
        if scene.send.call.isWrite { ports.marks.set(id) }
        return await ports.sender.send(scene.destination.outgoing(request, id: scene.key, at: ports.clock.now))
    }

    private func observe(_ request: Request, _ scene: Scene, _ delivery: inout Delivery) -> Outcome {
        let reason = Reason("observed", detail: "\(scene.destination.name) only observes", remedy: "")
        let attempt = attempt(
            of: request,
            nil,
            scene,
            Verdict(.delivered, cause: reason.cause),
            started: ports.clock.now
        )
        return Outcome(attempt: attempt, effects: apply(.skipped(reason), to: &delivery))
    }

    func verdict(on answer: Answer, to request: Request, _ scene: Scene, read: JSONValue? = nil) -> Verdict {
        let (table, planned, event) = (routing.table, scene.planned, scene.event)
        let context = AnswerContext(
            AnswerContext.AskedRequest(request, path: table.pathFields(of: planned, for: event)),
            attempt: AnswerContext.AttemptCount(number: scene.number, inDoubt: scene.history.inDoubt),
            read: read
        )
        return suspicion(scene) ?? scene.destination.rules(for: scene.send.call).judge(answer, context)
    }

    func conclude(
        _ verdict: Verdict,
        _ answer: Answer,
        to request: Request,
        _ scene: Scene,
        started: Timestamp,
        _ delivery: inout Delivery
    ) -> Outcome {
        let isInDoubt = answer.status == nil && answer.wasSent
        let answered = Delivery.Answered(retryAfter: answer.retryAfter(at: ports.clock.now), isInDoubt: isInDoubt)
        let attempt = attempt(of: request, answer, scene, verdict, started: started)
        return Outcome(
            attempt: attempt,
            effects: apply(.judged(verdict, answered), to: &delivery),
            showsSoundAccount: answer.status != nil && verdict.kind != .pause
        )
    }

    // MARK: What is remembered

    private func attempt(
        of request: Request,
        _ answer: Answer?,
        _ scene: Scene,
        _ verdict: Verdict,
        started: Timestamp
    ) -> Attempt {
        let isPlain = verdict.kind == .delivered && answer != nil
        return Attempt(
            number: scene.number,
            startedAt: started,
            took: ports.clock.now.duration(since: started),
            status: answer?.status,
            failure: answer?.failure ?? "not-sent",
            verdict: verdict.kind,
            reason: Reason(verdict),
            configuration: routing.fingerprint,
            digest: request.body.map(ports.digest) ?? [],
            // What went well is found again from the event; what did not must be seen as it was.
            request: isPlain ? [] : RequestText(request).json,
            answer: Array(answer?.bytes.prefix(Self.keptOfAnswer) ?? [])
        )
    }

    private static let keptOfAnswer = 8 << 10

    // MARK: Keys

    /// The request with the key of its body: the delivery's id, and a number behind it once the body is another than
    /// before, so that no API takes it for the first.
    private func revised(_ request: Request, _ scene: Scene) -> Request {
        guard !scene.before.isEmpty else { return request }
        let digests = scene.before.map(\.digest).filter { !$0.isEmpty } + [request.body.map(ports.digest) ?? []]
        let revision = 1 + zip(digests, digests.dropFirst()).count { $0 != $1 }
        return revision == 1 ? request : request.keyed("\(scene.key).\(revision)", insteadOf: scene.key)
    }

    // MARK: After an unclean end

    /// What stands for the answer of an attempt that the process did not live to see the end of.
    static let interruption = Answer(failure: "interrupted", wasSent: true)

    /// A delivery that ends the process each time it is sent must not do so for ever.
    func suspicion(_ scene: Scene) -> Verdict? {
        let before = scene.before.reversed().prefix { $0.failure == Self.interruption.failure }.count
        guard isInterrupted, before >= 2 else { return nil }
        return Verdict(
            .dead,
            cause: "suspect",
            remedy: "three times the process ended while this was sent: report it, then replay or discard"
        )
    }
}
