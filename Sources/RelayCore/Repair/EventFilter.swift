package import CivilTime
package import JSON

/// Which events go through the routes again, and which routes are asked; what is nil does not matter.
package struct EventFilter: Sendable, Equatable {
    package var source: String?
    package var type: String?
    package var lead: String?
    /// Only what this route sends.
    package var route: String?
    /// Accepted then or later, to the millisecond.
    package var since: Timestamp?
    /// Accepted before, to the millisecond.
    package var until: Timestamp?
    /// Only these; all of them where there are none.
    package var events: [EventNumber] = []

    package init() {}

    /// Where to begin: what comes up to there is not meant.
    package var start: Int64 {
        let first = since.map { EventNumber.first(at: $0).rawValue } ?? 1
        return max(first, events.map(\.rawValue).min() ?? 1) - 1
    }

    /// Where to end: what comes behind it is not meant.
    package var end: Int64 {
        let last = until.map { EventNumber.first(at: $0).rawValue - 1 } ?? .max
        return min(last, events.map(\.rawValue).max() ?? .max)
    }
}

/// A page of the events that a filter means, the oldest first.
package struct MeantEvents: Sendable, Equatable {
    package let numbers: [EventNumber]
    /// How far one has come that has seen to all of them.
    package let end: Int64
    package let isLast: Bool

    private static let most = 200

    /// Reads those that come after one, up to and with another.
    ///
    /// What only repeats what we wrote went through no route and does not now, unless it is named.
    package init(_ filter: EventFilter, after: Int64, through last: Int64, in ledger: any Ledger) throws(StoreError) {
        guard filter.events.isEmpty else {
            let rest = filter.events.filter { $0.rawValue > after && $0.rawValue <= last }.sorted()
            let page = rest.prefix(Self.most)
            isLast = rest.count == page.count
            end = isLast ? last : page.last?.rawValue ?? last
            numbers = Array(page)
            return
        }
        var query = EventQuery(limit: Self.most)
        (query.source, query.type, query.lead) = (filter.source, filter.type, filter.lead)
        (query.since, query.until) = (filter.since, filter.until)
        query.after = EventNumber(rawValue: after)
        let page = try ledger.events(query)
        let fitting = page.filter { $0.number.rawValue <= last }
        isLast = fitting.count < page.count || page.count < Self.most
        numbers = fitting.filter { !$0.isEcho }.map(\.number)
        end = isLast ? last : fitting.last?.number.rawValue ?? last
    }
}

extension EventFilter: NamedConditions {
    package static var texts: [(name: String, text: WritableKeyPath<EventFilter, String?>)] {
        [("source", \.source), ("type", \.type), ("lead", \.lead), ("route", \.route)]
    }

    package func write(to writer: inout JSONWriter) {
        writer.object { writer in
            writeConditions(to: &writer)
            if !events.isEmpty { writer.member("ids", events.map(\.text)) }
        }
    }

    /// Nil for what no version of this program has written.
    package init?(_ json: JSONValue) {
        guard json.kind == .object else { return nil }
        for member in json.members {
            guard member.name == "ids" else {
                guard takes(member) else { return nil }
                continue
            }
            let ids = member.value.elements.map { $0.string.flatMap { EventNumber(text: $0) } }
            guard !ids.isEmpty, !ids.contains(nil) else { return nil }
            events = ids.compactMap(\.self)
        }
    }
}
