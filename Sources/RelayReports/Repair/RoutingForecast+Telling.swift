package import JSON
import RelayCore

extension RoutingForecast {
    package var lines: [String] {
        var text = ReportText()
        if !counts.isEmpty { text.block(table.lines, indent: 0) }
        text.line("\(counted(events, "event")): \(sent) to be sent\(parts)")
        for line in unsent { text.line(line) }
        if total(.dead) > 0 { text.line("dead letters are sent again by: leadrelay dead replay") }
        return text.lines + remarks
    }

    /// How many would leave, as far as is known.
    private var sent: Int { RoutingItem.Kind.allCases.reduce(0) { $0 + count($1, .sent) } }

    private func count(_ kind: RoutingItem.Kind, _ sending: RoutingItem.Sending.Kind) -> Int {
        sendings[kind]?[sending] ?? 0
    }

    private func count(_ sending: RoutingItem.Sending.Kind) -> Int {
        RoutingItem.Kind.allCases.reduce(0) { $0 + count($1, sending) }
    }

    private var parts: String {
        let (added, renamed) = (count(.added, .sent), count(.renamed, .sent))
        let parts = [(added, "added"), (renamed, "by a new name"), (sent - added - renamed, "once more")]
        let some = parts.filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
        return some.isEmpty ? "" : ", \(some.joined(separator: ", "))"
    }

    /// What else would become of what is asked for.
    private var unsent: [String] {
        var lines: [String] = []
        if count(.renamed, .sent) > 0 {
            lines.append("by a new name each is a new delivery, with an idempotency key of its own")
        }
        if count(.beyondLimit) > 0 { lines.append("\(count(.beyondLimit)) more are beyond --limit") }
        if count(.overtaken) > 0 {
            let remedy = "--even-if-stale sends them all the same"
            lines.append("\(count(.overtaken)) would not be sent, since newer ones have overtaken them; \(remedy)")
        }
        if count(.unfit) > 0 { lines.append("\(count(.unfit)) would be skipped or become dead letters") }
        if !isAgain, ended > 0 {
            lines.append("\(ended) that went out before, or were skipped, are sent again only with --again")
        }
        return lines
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
            writer.member("configuration", fingerprint)
            writer.member("toBeSent", sent)
            writer.member("beyondLimit", count(.beyondLimit))
            writer.member("overtaken", count(.overtaken))
            writer.member("unfit", count(.unfit))
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
