package import CivilTime
package import JSON
package import RelayCore
package import RelayRoutes

/// What events would lead to that went through the routes again, held against what they have led to.
package struct RoutingForecast {
    private let ledger: any Ledger
    private let routing: Routing
    private let preview: ReplayPreview
    private let mask: Mask
    private var counts: [DeliveryAddress: [RoutingItem.Kind: Int]] = [:]
    private var dropped: [EventNumber] = []
    /// How many events were looked at.
    package private(set) var events = 0
    /// How many deliveries they do not have yet.
    package private(set) var added = 0
    /// How many have ended that can be sent once more.
    package private(set) var ended = 0

    package init(_ ledger: any Ledger, _ routing: Routing, _ mask: Mask, digest: @escaping ([UInt8]) -> [UInt8]) {
        self.ledger = ledger
        self.routing = routing
        self.mask = mask
        preview = ReplayPreview(ledger, routing, mask, digest: digest)
    }

    /// Looks at all events that are meant, the oldest first, and hands out what becomes of each delivery.
    ///
    /// Where nobody wants to see it, what a delivery would be is not found out.
    package mutating func look(
        at filter: EventFilter,
        before now: Timestamp,
        isDetailed: Bool = true,
        _ tell: (RoutingItem) throws -> Void,
        progress: (Int) -> Void
    ) throws {
        // What comes in meanwhile has met the routes of today.
        let last = min(try ledger.lastEvent()?.rawValue ?? 0, filter.end)
        var after = filter.start
        while after < last {
            let page = try MeantEvents(filter, after: after, through: last, in: ledger)
            for number in page.numbers { try look(at: number, filter, now, isDetailed, tell) }
            progress(events)
            guard !page.isLast else { return }
            after = page.end
        }
    }

    private mutating func look(
        at number: EventNumber,
        _ filter: EventFilter,
        _ now: Timestamp,
        _ isDetailed: Bool,
        _ tell: (RoutingItem) throws -> Void
    ) throws {
        guard let stored = try ledger.event(number) else { return }
        events += 1
        guard !stored.isEmptied else { return dropped.append(number) }
        let planned = routing.planned(stored.event).deliveries
        let deliveries = try ledger.deliveries(of: number)
        let comparison = PlanComparison(planned, deliveries, route: filter.route) { routing.send(at: $0) != nil }
        added += comparison.added.count
        ended += comparison.ended(before: now).count + comparison.renamed(before: now).count
        guard isDetailed else { return }
        for planned in comparison.added {
            let outcome = preview.outcome(of: planned, as: DeliveryID(event: number, number: 0), stored.event)
            try add(RoutingItem(number, nil, planned.address, .added, outcome, mask), tell)
        }
        for renamed in comparison.renamed {
            let (address, id) = (renamed.planned.address, renamed.before.stored.id)
            try add(RoutingItem(number, id, address, .renamed, before: renamed.before.stored.address, mask), tell)
        }
        for summary in comparison.dropped { try add(item(summary, number, .dropped), tell) }
        for summary in comparison.kept { try add(kept(summary, number), tell) }
    }

    private mutating func add(_ item: RoutingItem, _ tell: (RoutingItem) throws -> Void) throws {
        counts[item.address, default: [:]][item.kind, default: 0] += 1
        try tell(item)
    }

    private func item(
        _ summary: DeliverySummary,
        _ event: EventNumber,
        _ kind: RoutingItem.Kind,
        _ outcome: ReplayPreview.Outcome? = nil
    ) -> RoutingItem {
        RoutingItem(event, summary.stored.id, summary.stored.address, kind, outcome, mask)
    }

    private func kept(_ summary: DeliverySummary, _ event: EventNumber) throws -> RoutingItem {
        guard case .finished(let fate, _) = summary.stored.delivery.state else { return item(summary, event, .waiting) }
        guard !fate.isDeadLetter else { return item(summary, event, .dead) }
        guard fate.isDelivered else { return item(summary, event, .unsent) }
        let outcome = try preview.outcome(of: summary.stored, .onceMore)
        switch outcome {
        case .same: return item(summary, event, .same)
        case .changed, .skipped, .impossible: return item(summary, event, .changed, outcome)
        case .asksFirst: return item(summary, event, .delivered, outcome)
        }
    }

    // MARK: Telling

    package var lines: [String] {
        var text = ReportText()
        if !counts.isEmpty { text.block(table.lines, indent: 0) }
        text.line("\(counted(events, "event")): \(added) to be added")
        if total(.dead) > 0 { text.line("dead letters are sent again by: leadrelay dead replay") }
        return text.lines + remarks
    }

    /// What cannot be looked at any more.
    package var remarks: [String] {
        guard !dropped.isEmpty else { return [] }
        let named = dropped.prefix(Self.mostNamed).map(\.text).joined(separator: " ")
        let more = dropped.count > Self.mostNamed ? " …" : ""
        return ["\(dropped.count) without a body, which was dropped to save room: \(named)\(more)"]
    }

    private static let mostNamed = 5

    private var table: TextTable {
        var table = TextTable(
            [.flexible("ROUTE"), .flexible("SEND"), .whole("TO")]
                + RoutingItem.Kind.allCases.map { .whole($0.rawValue.uppercased()) }
        )
        for (address, counts) in sorted {
            table.row(
                [address.route, address.send, address.destination]
                    + RoutingItem.Kind.allCases.map { counts[$0].map { "\($0)" } ?? "-" }
            )
        }
        return table
    }

    private var sorted: [(DeliveryAddress, [RoutingItem.Kind: Int])] {
        counts.sorted { left, right in
            (left.key.route, left.key.send, left.key.destination)
                < (right.key.route, right.key.send, right.key.destination)
        }.map { ($0.key, $0.value) }
    }

    private func total(_ kind: RoutingItem.Kind) -> Int { counts.values.reduce(0) { $0 + ($1[kind] ?? 0) } }

    package func write(to writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("events", events)
            writer.member("configuration", routing.fingerprint)
            writer.member("withoutBody", dropped.map(\.text))
            writer.name("counts")
            writer.array { writer in
                for (address, counts) in sorted {
                    writer.object { writer in
                        writer.member("route", address.route)
                        writer.member("send", address.send)
                        writer.member("to", address.destination)
                        for kind in RoutingItem.Kind.allCases { writer.member(kind.rawValue, counts[kind] ?? 0) }
                    }
                }
            }
        }
    }
}
