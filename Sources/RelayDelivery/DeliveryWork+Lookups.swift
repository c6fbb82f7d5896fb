import CEL
import CivilTime
import JSON
import RelayCore
import RelayRoutes

extension DeliveryWork {
    /// A lookup, or a read before a write, whose answer cannot be used.
    struct FailedLookup {
        let scene: Scene
        /// What it is, in words.
        let what: String
        let call: Call
        let destination: Destination
        let exchange: Exchange
        let verdict: Verdict
        let started: Timestamp
    }

    @inline(never)
    func answers(toLookupsOf scene: Scene, _ means: Means) async throws(Halt) -> [String: Value] {
        permit?.putBack(at: ports.clock.now)
        var values: [String: Value] = [:]
        let limit = scene.destination.settings.limits.lookups
        guard scene.send.lookups.count <= limit else {
            throw .failed(
                Reason(
                    "too-many-lookups",
                    detail: "the send reads \(scene.send.lookups.count) lookups, the limit is \(limit)",
                    remedy: "Read fewer, or raise service.limits.lookups."
                )
            )
        }
        for name in scene.send.lookups {
            guard let lookup = routing.table.lookups[name] else { continue }
            let inquiry = try Halt.translating { () throws(RenderError) in
                try routing.table.inquiry(ofLookup: name, for: scene.event)
            }
            guard let inquiry else { continue }
            values[name] = try await answer(to: inquiry, of: lookup, scene, means)
        }
        return values
    }

    private func answer(
        to inquiry: Inquiry,
        of lookup: Lookup,
        _ scene: Scene,
        _ means: Means
    ) async throws(Halt) -> Value {
        let (request, started) = (inquiry.request, ports.clock.now)
        if let known = means.lookups.value(of: lookup.name, request, at: started) { return known }
        if let rest = means.gate.restOfLookup(lookup.call, lookup.destination, stored.id) {
            throw .halted(
                Verdict(.wait, cause: "lookup-paused", remedy: "mend \(lookup.destination.name)", after: rest)
            )
        }
        try await takeTurn(at: lookup.destination, means)
        let asked = ports.clock.now
        let answer = await ports.sender.send(lookup.destination.outgoing(request, id: stored.id.text, at: asked))
        means.gate.note(answer, lookup.destination, stored.id, asked)
        if isReleased(by: answer) { throw .released }
        let verdict = lookup.destination.rules(for: lookup.call).judge(answer, AnswerContext(inquiry.asked))
        if verdict.showsSoundAccount(answer.status) { means.gate.noteSound(lookup.destination, stored.id) }
        guard verdict.kind == .delivered || verdict.kind == .warned else {
            let exchange = Exchange(request: request, answer: answer, isWrite: false)
            throw .lookup(
                FailedLookup(
                    scene: scene,
                    what: "the lookup \(lookup.name)",
                    call: lookup.call,
                    destination: lookup.destination,
                    exchange: exchange,
                    verdict: verdict,
                    started: started
                )
            )
        }
        let value = answer.body.map { Value($0) } ?? .null
        means.lookups.keep(value, of: lookup.name, request, for: lookup.keep, at: ports.clock.now)
        return value
    }

    /// A lookup fails or pauses its own destination, never that of the send.
    func fail(_ failed: FailedLookup, _ delivery: inout Delivery) -> Outcome {
        let (verdict, now) = (failed.verdict, ports.clock.now)
        let retryAfter = failed.exchange.answer.retryAfter(at: now)
        let named = Verdict(
            verdict.kind,
            cause: Verdict.ofLookup + verdict.cause,
            remedy: verdict.remedy,
            // Here, because it hangs on the cause as the rule has it.
            after: verdict.hint(retryAfter),
            confirm: verdict.confirm,
            scope: verdict.scope
        )
        let attempt = attempt(of: failed.exchange, failed.scene, named, started: failed.started, ended: now)
        guard verdict.kind != .dead else {
            let detail = "\(failed.what) failed"
            apply(.failed(Reason(named.cause, detail: detail, remedy: verdict.remedy)), to: &delivery)
            return Outcome(attempt: attempt)
        }
        let answered = Delivery.Answered(retryAfter: retryAfter)
        let status = failed.exchange.answer.status
        let breakage = judge(named, answered, at: failed.destination, failed.call, status, &delivery, at: now)
        // A delivery that goes ahead in a pause has been answered, or not, by its destination.
        let isOwn = failed.destination === failed.scene.destination
        return Outcome(
            attempt: attempt,
            hasJudgedSend: isOwn && !isInterrupted,
            showsSoundAccount: isOwn && verdict.showsSoundAccount(status),
            breakage: breakage
        )
    }
}
