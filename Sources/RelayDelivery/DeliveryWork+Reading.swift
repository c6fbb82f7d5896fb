import CEL
import CivilTime
import RelayCore
import RelayRoutes

extension DeliveryWork {
    /// Reads the lead, and ends the delivery where it has already what would be written; nil where that is to be decided
    /// as if nothing had been read.
    @inline(never)
    func readFirst(
        _ request: Request,
        _ lookups: [String: Value],
        _ scene: Scene,
        _ means: Means,
        _ delivery: inout Delivery
    ) async throws(Halt) -> Outcome? {
        // What a person has changed may name another lead than the one that would be read.
        guard scene.destination.mode == .live, !scene.history.isWantedAsSent,
            try overrides(of: scene, means.reader).isEmpty, let read = scene.send.priorRead,
            let question = routing.table.priorRead(of: scene.send, for: scene.event, lookups: lookups)
        else {
            permit?.putBack(at: ports.clock.now)
            return nil
        }
        try await takeTurn(toRead: read, scene, means)
        let started = ports.clock.now
        let answer = await ports.sender.send(scene.destination.outgoing(question.request, id: scene.key, at: started))
        means.gate.note(answer, scene.destination, stored.id, started)
        if isReleased(by: answer) { throw .released }
        guard try isReadable(answer, to: question, read, scene, started) else { return nil }
        guard try isAlreadySo(request, read, answer, scene, means) else { return nil }
        return conclude(alreadySo: request, answer, scene, started, &delivery)
    }

    /// The first request has a token already, unless something was looked up before.
    private func takeTurn(toRead read: PriorRead, _ scene: Scene, _ means: Means) async throws(Halt) {
        if let rest = means.gate.rest(read.call, scene.destination) {
            throw .halted(Verdict(.wait, cause: "read-paused", remedy: "mend \(scene.destination.name)", after: rest))
        }
        if !usesToken(afterAsking: asksFirst(scene)) { try await takeTurn(at: scene.destination, means) }
    }

    /// Whether the answer tells of a lead. A lead that is not found is for the write to find: the API's rules and the
    /// destination's say what that means.
    private func isReadable(
        _ answer: Answer,
        to question: Inquiry,
        _ read: PriorRead,
        _ scene: Scene,
        _ started: Timestamp
    ) throws(Halt) -> Bool {
        let context = AnswerContext(question.asked)
        let verdict = scene.destination.rules(for: read.call).judge(answer, context)
        if verdict.kind == .delivered || verdict.kind == .warned { return !answer.isCut }
        if verdict.kind == .dead, answer.status == 404 { return false }
        throw .lookup(
            FailedLookup(
                scene: scene,
                what: "the read of the lead before it is written",
                call: read.call,
                destination: scene.destination,
                exchange: Exchange(request: question.request, answer: answer, isWrite: false),
                verdict: verdict,
                started: started
            )
        )
    }

    /// The condition may know the write that would be made, what was read, and what came before.
    private func isAlreadySo(
        _ request: Request,
        _ read: PriorRead,
        _ answer: Answer,
        _ scene: Scene,
        _ means: Means
    ) throws(Halt) -> Bool {
        let path = routing.table.pathFields(of: scene.send, for: scene.event)
        // What was on its way when the process ended may have been carried out.
        let doubts = scene.history.inDoubt + (isInterrupted ? 1 : 0)
        func holds(_ deliveredAgo: Duration?) -> Bool {
            let context = AnswerContext(
                AnswerContext.AskedRequest(request, path: path),
                attempt: AnswerContext.AttemptCount(number: scene.number, inDoubt: doubts),
                deliveredAgo: deliveredAgo,
                read: answer.body
            )
            return read.condition.holds(answer, context)
        }
        guard holds(nil) else { return false }
        // To look for others takes the store a while, so that it is asked only where they can make a difference.
        guard doubts > 0, read.condition.readsLane, let ago = try othersDeliveredAgo(means) else { return true }
        return holds(ago)
    }

    /// How long ago another delivery about this lead was carried out, or may have been, where what an answer means may hang
    /// on that; nil also where nobody knows.
    func deliveredAgo(for answer: Answer, _ rules: AnswerRules, _ means: Means) -> Duration? {
        guard rules.readLane(for: answer), stored.lane != nil else { return nil }
        return try? othersDeliveredAgo(means)
    }

    private static let mostOthers = 100
    private static let day = 86_400

    /// How long ago another delivery about this lead was carried out, or may have been; nil where none was within a day,
    /// of those that were tried for no longer than their age allows.
    private func othersDeliveredAgo(_ means: Means) throws(Halt) -> Duration? {
        var query = DeliveryQuery(limit: Self.mostOthers)
        (query.destination, query.lead) = (stored.address.destination, stored.lane?.lead)
        guard query.lead != nil else { return .zero }
        let now = ports.clock.now
        query.since = now + (.seconds(-Self.day) - policy.age)
        let all = try Halt.reading { () throws(StoreError) in try means.reader.deliveries(query) }
        // Of so many, one that is not among them may be the one.
        guard all.count < Self.mostOthers else { return .zero }
        let times = all.filter { $0.stored.id != stored.id && $0.stored.delivery.mayHaveBeenCarriedOut }
            .map { $0.finishedAt ?? now }
        return times.max().map { max(.zero, now.duration(since: $0)) }
    }

    /// Nothing is kept of the record: it is personal data that nobody has need of.
    private func conclude(
        alreadySo request: Request,
        _ answer: Answer,
        _ scene: Scene,
        _ started: Timestamp,
        _ delivery: inout Delivery
    ) -> Outcome {
        let verdict = Verdict(.delivered, cause: Fate.alreadySo.rawValue)
        let exchange = Exchange(request: request, answer: answer, isWrite: false)
        let ended = ports.clock.now
        let attempt = attempt(of: exchange, showing: request, scene, verdict, started: started, ended: ended)
        apply(.alreadySo(Reason(verdict.cause, detail: "the lead was read, and has it")), to: &delivery, at: ended)
        return Outcome(attempt: attempt, hasJudgedSend: true, showsSoundAccount: true)
    }
}

extension Delivery {
    /// Whether the API has it, or may have it though it did not say so.
    fileprivate var mayHaveBeenCarriedOut: Bool {
        if case .finished(let fate, _) = state, fate == .delivered || fate == .warned { return true }
        return history.inDoubt > 0
    }
}
