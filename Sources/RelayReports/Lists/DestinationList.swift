package import CivilTime
import JSON

/// The destinations as a relay tells of them: each a row, and below it why it is paused and what to do.
package struct DestinationList: Sendable {
    package let destinations: [Destination]
    private let now: Timestamp

    package struct Destination: Sendable {
        package let name: String
        package let waiting: Int
        /// How many of those a newer one that waits would supersede.
        package let supersedable: Int
        package let oldest: Timestamp?
        package var isPaused: Bool { state == "paused" }
        /// Whether less is sent to it than might be: for a pause, its failures, what its API asks for, or because it is taken
        /// up again.
        package var isHeldBack: Bool { ["paused", "breaker", "quota", "ramp"].contains(state) }
        fileprivate let api, mode, remedy, quota: String
        /// The destinations whose sends look something up there, and wait too where it is paused.
        fileprivate let askers: [String]
        fileprivate let since: Timestamp?
        let state, cause: String
        let nextProbe: Timestamp?
        /// When its quota opens again, where that is closed.
        package var closedUntil: Timestamp? { state == "quota" ? until : nil }
        private let until: Timestamp?

        /// Who else waits while nothing is sent to it; empty where nobody does.
        fileprivate var askersNote: String {
            guard !askers.isEmpty else { return "" }
            return "asked by \(askers.joined(separator: ", "))'s sends: what must be looked up here waits too"
        }

        fileprivate init?(_ json: JSONValue) {
            guard let name = json["name"]?.string else { return nil }
            self.name = name
            waiting = json["waiting"]?.int.map { Int($0) } ?? 0
            supersedable = json["supersedable"]?.int.map { Int($0) } ?? 0
            oldest = json.moment("oldest")
            (api, mode, state) = (json.word("api"), json.word("mode"), json.word("state"))
            (cause, remedy, quota) = (json.word("cause"), json["remedy"]?.string ?? "", json.word("quota"))
            askers = json["askedBy"]?.elements.compactMap(\.string) ?? []
            (since, nextProbe) = (json.moment("since"), json.moment("nextProbe"))
            until = json.moment("until")
        }
    }

    /// Reads what a relay says; nil where that is no list of destinations.
    package init?(_ json: [UInt8], now: Timestamp) {
        guard let list = try? JSONDocument(json).root["destinations"] else { return nil }
        destinations = list.elements.compactMap(Destination.init)
        self.now = now
    }

    package var lines: [String] {
        var table = TextTable(
            [
                .flexible("DESTINATION", narrowest: 11), .flexible("API"), .whole("MODE"), .whole("STATE"),
                .flexible("CAUSE"), .whole("SINCE"), .whole("WAITING"), .whole("OLDEST"), .whole("NEXT PROBE"),
                .flexible("QUOTA", narrowest: 5),
            ]
        )
        for destination in destinations {
            table.row(
                [
                    destination.name, destination.api, destination.mode, destination.state, destination.cause,
                    age(since: destination.since), String(destination.waiting), age(since: destination.oldest),
                    nextProbe(of: destination), destination.quota,
                ],
                notes: [
                    destination.remedy.isEmpty ? "" : "→ \(destination.remedy)",
                    destination.isHeldBack ? destination.askersNote : "",
                ]
            )
        }
        return table.lines
    }

    private func nextProbe(of destination: Destination) -> String {
        // One that is due or under way has no time any more.
        guard let next = destination.nextProbe ?? destination.closedUntil else {
            return destination.state == "breaker" ? "now" : "-"
        }
        return next <= now ? "now" : next.relative(to: now)
    }

    private func age(since moment: Timestamp?) -> String {
        moment.map { max(.zero, now.duration(since: $0)).coarse } ?? "-"
    }

    /// What waits for a destination, as a table; `verb` tells what has been done, as in `paused`.
    package func backlog(of destination: Destination) -> [String] {
        var table = TextTable(
            [.flexible("DESTINATION", narrowest: 11), .whole("WAITING"), .whole("OLDEST"), .whole("SUPERSEDABLE")]
        )
        table.row(
            [
                destination.name, String(destination.waiting), age(since: destination.oldest),
                String(destination.supersedable),
            ],
            note: destination.askersNote
        )
        return table.lines
    }

    /// The same as JSON, with what has been done.
    package func backlog(of destination: Destination, isPaused: Bool) -> String {
        .report { writer in
            writer.object { writer in
                writer.member("destination", destination.name)
                writer.member("paused", isPaused)
                writer.member("wasPaused", destination.isPaused)
                writer.member("waiting", destination.waiting)
                if let oldest = destination.oldest { writer.member("oldest", oldest.rfc3339) }
                writer.member("supersedable", destination.supersedable)
                if !destination.askers.isEmpty { writer.member("askedBy", destination.askers) }
            }
        }
    }
}

extension JSONValue {
    fileprivate func word(_ name: String) -> String { self[name]?.string ?? "-" }
    fileprivate func moment(_ name: String) -> Timestamp? { self[name]?.string.flatMap { Timestamp(rfc3339: $0) } }
}
