import CivilTime
import JSON
import Quotation
import RelayCore

/// What two route tables make otherwise of one webhook.
package struct EventDifference: Sendable {
    /// What the webhook is called.
    package let label: String
    package let source: String
    package let type: String
    package let lead: String?
    /// What is otherwise about the events themselves: their ids, types, leads, times, or how many they are.
    package let about: [Difference]
    package let sends: [SendDifference]

    /// Nil where both tables make the same.
    init?(_ old: Rehearsal, _ new: Rehearsal) {
        about = Self.about(old.events, new.events)
        let count = max(old.events.count, new.events.count)
        sends = (0..<count).flatMap { event in
            Self.sends(old.made.filter { $0.event == event }, new.made.filter { $0.event == event })
        }
        guard !about.isEmpty || !sends.isEmpty else { return nil }
        label = new.sample.label
        source = new.sample.source
        type = new.events.first?.type ?? ""
        lead = new.events.first?.lead
    }

    private static func about(_ old: [Event], _ new: [Event]) -> [Difference] {
        guard old.count == new.count else {
            return [Difference(path: "events", left: .words("\(old.count)"), right: .words("\(new.count)"))]
        }
        return zip(old, new).flatMap(about)
    }

    private static func about(_ old: Event, _ new: Event) -> [Difference] {
        let parts = [
            ("id", old.id, new.id), ("type", old.type, new.type), ("lead", old.lead, new.lead),
            ("occurredAt", old.occurredAt?.rfc3339, new.occurredAt?.rfc3339),
        ]
        return parts.filter { $0.1 != $0.2 }.map { name, left, right in
            Difference(path: "event/\(name)", left: left.map { .text($0) }, right: right.map { .text($0) })
        }
    }

    /// A send is the same where its route and name are; what is left over is paired by destination and call, since
    /// routes are renamed and taken apart.
    private static func sends(_ old: [RehearsedSend], _ new: [RehearsedSend]) -> [SendDifference] {
        var pairs = SendPairs(old, new)
        pairs.pair { $0.route == $1.route && $0.name == $1.name }
        pairs.pair { $0.destination == $1.destination && $0.call == $1.call && SendDifference.isSameRequest($0, $1) }
        pairs.pair { $0.destination == $1.destination && $0.call == $1.call }
        return pairs.dropped.map { SendDifference(.dropped, $0) } + pairs.added.map { SendDifference(.added, $0) }
            + pairs.pairs.compactMap { SendDifference($0.old, $0.new) }
    }

    var lines: [String] {
        let lead = lead.map { ", lead \($0.quoted)" } ?? ""
        let heading = "\(label.quoted): \(type.quoted) from \(source.quoted)\(lead)"
        return [heading] + about.map { "  \($0.asChange)" } + sends.flatMap(\.lines).map { "  \($0)" }
    }

    func write(to writer: inout JSONWriter) {
        writer.object { writer in
            for (name, text) in [("name", label), ("source", source), ("type", type), ("lead", lead)] {
                guard let text else { continue }
                writer.member(name, text)
            }
            writer.name("about")
            writer.array { writer in
                for difference in about { difference.write(to: &writer, left: "old", right: "new") }
            }
            writer.name("sends")
            writer.array { writer in for send in sends { send.write(to: &writer) } }
        }
    }
}

/// Sends of two tables on their way to become pairs.
private struct SendPairs {
    private(set) var pairs: [(old: RehearsedSend, new: RehearsedSend)] = []
    private(set) var dropped: [RehearsedSend]
    private(set) var added: [RehearsedSend]

    init(_ old: [RehearsedSend], _ new: [RehearsedSend]) {
        (dropped, added) = (old, new)
    }

    mutating func pair(where belong: (RehearsedSend, RehearsedSend) -> Bool) {
        var left: [RehearsedSend] = []
        for old in dropped {
            if let position = added.firstIndex(where: { belong(old, $0) }) {
                pairs.append((old, added.remove(at: position)))
            } else {
                left.append(old)
            }
        }
        dropped = left
    }
}

extension SendDifference {
    /// Whether both come to the same request.
    fileprivate static func isSameRequest(_ old: RehearsedSend, _ new: RehearsedSend) -> Bool {
        guard let old = old.request, let new = new.request else { return false }
        return new.differences(from: old).isEmpty
    }
}
