import Quotation
import RelayCore
import RelayRoutes

extension RouteTable {
    /// Why a send that a test expects is not made: one reason for each send of the file that it could be.
    func reasons(against expectation: TestEntry.Expectation, in rehearsal: Rehearsal) -> [String] {
        guard let destination = expectation.to?.text else { return ["it names no destination"] }
        guard destinations[destination] != nil else {
            let suggestion = ShapeCheck.suggest(destination, destinations.keys.sorted(), "There is")
            return ["there is no destination \(destination.quoted). \(suggestion)"]
        }
        let all = routes.indices.flatMap { position in reasons(at: position, expectation, rehearsal) }
        guard !all.isEmpty else { return ["no route has such a send"] }
        // One route often gives the same reason for several sends, and one reason for several events.
        var seen: Set<String> = []
        return all.filter { seen.insert($0).inserted }
    }

    private func reasons(
        at position: Int,
        _ expectation: TestEntry.Expectation,
        _ rehearsal: Rehearsal
    ) -> [String] {
        let entry = file.routes[position]
        let candidates = entry.sends.indices.filter { number in
            let send = entry.sends[number]
            return expectation.isAbout(
                destination: send.to?.text ?? "",
                call: send.call?.text ?? "",
                send: send.name,
                route: entry.shownName
            )
        }
        guard !candidates.isEmpty else { return [] }
        let name = entry.shownName.quoted
        guard entry.isEnabled else { return ["the route \(name) is not enabled"] }
        guard routes[position] != nil else { return ["the route \(name) has errors"] }
        return rehearsal.events.indices.flatMap { event in
            candidates.map { reason(route: position, send: $0, event: event, rehearsal) }
        }
    }

    /// The one place where a plan's refusal becomes words.
    private func reason(route position: Int, send number: Int, event index: Int, _ rehearsal: Rehearsal) -> String {
        let (route, event, plan) = (file.routes[position], rehearsal.events[index], rehearsal.plans[index])
        let name = route.shownName.quoted
        guard let outcome = plan.outcomes.first(where: { $0.route == position }) else {
            return takes(route, source: event.source)
                ? "the route \(name) does not take events of type \(event.type.quoted)"
                : "the route \(name) takes no events from \(event.source.quoted)"
        }
        switch outcome.result {
        case .refused where lacksChange(event, for: position):
            return "its change changes nothing, and the route \(name) does not ask for that"
        case .refused: return "the \"when\" of the route \(name) does not hold"
        case .stopped(let other): return "the route \(file.routes[other].shownName.quoted) stops the event before it"
        case .taken, .failed: break
        }
        let send = route.sends[number].name.quoted
        let rehearsed = rehearsal.sends.first {
            $0.event == index && $0.planned.route == position && $0.planned.send == number
        }
        guard let rehearsed else { return "the \"when\" of \(send) of the route \(name) does not hold" }
        return rehearsed.isMade
            ? "\(rehearsed.inWords) is made, but another expectation stands for it"
            : "\(rehearsed.inWords) is skipped by its \"if\""
    }

    private func takes(_ route: RouteEntry, source: String) -> Bool {
        route.from.contains { $0.text == source || $0.text == "*" && source != RouteIndex.ownSource }
    }
}
