import CEL
import Quotation
import RelayCore
import RelayRoutes

/// Goes through a file's routes with an event and the plan that was made for it.
struct Explainer {
    private let table: RouteTable
    private let event: Event
    private let plan: Plan
    private let activation: Activation

    init(_ table: RouteTable, _ event: Event, _ plan: Plan) {
        self.table = table
        self.event = event
        self.plan = plan
        activation = table.values(of: event)
    }

    func explanation() -> Explanation {
        let results = Dictionary(plan.outcomes.map { ($0.route, $0.result) }) { first, _ in first }
        let entries = table.file.routes.enumerated().map { position, route in
            results[position].map { entry(route, position, $0) } ?? entry(unasked: route, position)
        }
        let summary = ExplanationSummary(source: event.source, type: event.type, entries: entries).text
        return Explanation(source: event.source, type: event.type, entries: entries, summary: summary)
    }

    // MARK: Routes that the plan asked

    private func entry(_ route: RouteEntry, _ position: Int, _ result: Plan.Result) -> Explanation.Entry {
        switch result {
        case .taken: taken(route, position)
        case .refused where table.lacksChange(event, for: position):
            Explanation.Entry(
                route,
                .refused,
                "it tells of a change to what was there before, which the route does not ask for"
            )
        case .refused:
            entry(route, .refused, clause(route.when, "the route")?.refusal())
        case .failed(let error):
            entry(
                route,
                .undecidable,
                clause(route.when, "the route")?.obstacle(error),
                ", so the condition cannot be decided: its sends become dead letters",
                sends: route.sends.map {
                    Explanation.Send(
                        $0,
                        .deadLetter,
                        "the route's condition cannot be decided: it becomes a dead letter"
                    )
                }
            )
        case .stopped(let other):
            stopped(route, by: table.file.routes[other].shownName)
        }
    }

    private func taken(_ route: RouteEntry, _ position: Int) -> Explanation.Entry {
        let sends = route.sends.enumerated().map { send($1, at: position, $0) }
        let (planned, dead) = (sends.count { $0.verdict == .planned }, sends.count { $0.verdict == .deadLetter })
        let letters = dead > 0 ? " and \(ValueText.counted(dead, "dead letter", "dead letters"))" : ""
        let sentence =
            "it takes the event; of \(ValueText.counted(sends.count, "send", "sends")), \(planned) planned\(letters)"
        return Explanation.Entry(route, .taken, sentence, sends: sends)
    }

    private func stopped(_ route: RouteEntry, by name: String) -> Explanation.Entry {
        let sentence = "\(name.quoted) took the event and leaves nothing to the routes behind it (\"stop\": true)"
        return Explanation.Entry(route, .stopped, sentence, stoppedBy: name)
    }

    private func entry(
        _ route: RouteEntry,
        _ verdict: Explanation.Verdict,
        _ clause: FailingClause?,
        _ consequence: String = "",
        sends: [Explanation.Send] = []
    ) -> Explanation.Entry {
        let sentence = (clause?.sentence ?? "its condition fails") + consequence
        return Explanation.Entry(route, verdict, sentence, clause: clause, sends: sends)
    }

    // MARK: Sends

    private func send(_ send: SendEntry, at route: Int, _ number: Int) -> Explanation.Send {
        guard let planned = plan.sends.first(where: { $0.route == route && $0.send == number }) else {
            let clause = clause(send.when, "the send")?.refusal()
            return Explanation.Send(send, .notMatched, clause?.sentence ?? "its condition does not hold", clause)
        }
        guard let error = planned.failure else { return Explanation.Send(send, .planned, "it is planned") }
        let clause = clause(send.when, "the send")?.obstacle(error)
        let sentence = clause?.sentence ?? error.fact.shownAsWritten
        let consequence = ", so the condition cannot be decided: it becomes a dead letter"
        return Explanation.Send(send, .deadLetter, sentence + consequence, clause)
    }

    private func clause(_ condition: Word?, _ owner: String) -> ConditionExplainer? {
        condition.flatMap { ConditionExplainer($0, of: owner, table.environment, activation) }
    }

    // MARK: Routes that the plan had no reason to ask

    private func entry(unasked route: RouteEntry, _ position: Int) -> Explanation.Entry {
        let mismatch = RouteMismatch(route, source: event.source, type: event.type)
        if !route.isEnabled {
            return Explanation.Entry(route, .switchedOff, "it is switched off (\"enabled\": false)")
        }
        if let sentence = mismatch.source { return Explanation.Entry(route, .wrongSource, sentence) }
        if let sentence = mismatch.type { return Explanation.Entry(route, .wrongType, sentence) }
        let sentence = "it has errors and takes nothing until they are mended; leadrelay check names them"
        return Explanation.Entry(route, .notUnderstood, sentence)
    }
}

extension Explanation.Entry {
    fileprivate init(
        _ route: RouteEntry,
        _ verdict: Explanation.Verdict,
        _ sentence: String,
        clause: FailingClause? = nil,
        stoppedBy: String? = nil,
        sends: [Explanation.Send] = []
    ) {
        self.init(
            route: route.shownName,
            verdict: verdict,
            sentence: sentence,
            clause: clause,
            stoppedBy: stoppedBy,
            sends: sends
        )
    }
}

extension Explanation.Send {
    fileprivate init(_ send: SendEntry, _ verdict: Verdict, _ sentence: String, _ clause: FailingClause? = nil) {
        self.init(name: send.name, verdict: verdict, sentence: sentence, clause: clause)
    }
}
