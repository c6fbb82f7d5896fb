import CEL
import CivilTime
import JSON
import RelayCore
import RelayRoutes

extension DeliveryWork {
    /// A lookup whose answer cannot be used.
    struct FailedLookup {
        let scene: Scene
        let lookup: Lookup
        let exchange: Exchange
        let verdict: Verdict
        let started: Timestamp
    }

    func answers(toLookupsOf scene: Scene, _ means: Means) async throws(Halt) -> [String: Value] {
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
            let request = try Halt.translating { () throws(RenderError) in
                try routing.table.request(ofLookup: name, for: scene.event)
            }
            guard let request else { continue }
            values[name] = try await answer(to: request, of: lookup, scene, means)
        }
        return values
    }

    private func answer(
        to request: Request,
        of lookup: Lookup,
        _ scene: Scene,
        _ means: Means
    ) async throws(Halt) -> Value {
        let started = ports.clock.now
        if let known = means.lookups.value(of: lookup.name, request, at: started) { return known }
        if let rest = means.rest(lookup.call, lookup.destination) {
            throw .halted(
                Verdict(.wait, cause: "lookup-paused", remedy: "mend \(lookup.destination.name)", after: rest)
            )
        }
        let answer = await ports.sender.send(
            lookup.destination.outgoing(request, id: stored.id.text, at: ports.clock.now)
        )
        if isReleased(by: answer) { throw .released }
        let verdict = lookup.destination.rules(for: lookup.call)
            .judge(answer, AnswerContext(AnswerContext.AskedRequest(request, path: [:])))
        guard verdict.kind == .delivered || verdict.kind == .warned else {
            let exchange = Exchange(request: request, answer: answer, isWrite: false)
            throw .lookup(
                FailedLookup(scene: scene, lookup: lookup, exchange: exchange, verdict: verdict, started: started)
            )
        }
        let value = answer.body.map { Value($0) } ?? .null
        means.lookups.keep(value, of: lookup.name, request, for: lookup.keep, at: ports.clock.now)
        return value
    }

    /// A lookup fails or pauses its own destination, never that of the send.
    func fail(_ failed: FailedLookup, _ delivery: inout Delivery) -> Outcome {
        let (lookup, verdict) = (failed.lookup, failed.verdict)
        let named = Verdict(
            verdict.kind,
            cause: "lookup-\(verdict.cause)",
            remedy: verdict.remedy,
            after: verdict.after,
            confirm: verdict.confirm,
            scope: verdict.scope
        )
        let now = ports.clock.now
        let attempt = attempt(of: failed.exchange, failed.scene, named, started: failed.started, ended: now)
        guard verdict.kind != .dead else {
            let detail = "the lookup \(lookup.name) failed"
            apply(.failed(Reason(named.cause, detail: detail, remedy: verdict.remedy)), to: &delivery)
            return Outcome(attempt: attempt)
        }
        let answered = Delivery.Answered(retryAfter: failed.exchange.answer.retryAfter(at: now))
        let breakage = judge(named, answered, at: lookup.destination.name, lookup.call.name, &delivery, at: now)
        return Outcome(attempt: attempt, breakage: breakage)
    }
}
