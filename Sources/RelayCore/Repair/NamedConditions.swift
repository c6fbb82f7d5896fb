package import CivilTime
import JSON

/// Says by conditions with names which things are meant: as they are told, written down and read back.
package protocol NamedConditions {
    /// The event was accepted then or later, to the millisecond.
    var since: Timestamp? { get set }
    /// The event was accepted before, to the millisecond.
    var until: Timestamp? { get set }
    /// The conditions that are texts, in the order in which they are told.
    static var texts: [(name: String, text: WritableKeyPath<Self, String?>)] { get }
}

extension NamedConditions {
    /// Those that matter, with times as they are to be shown.
    package func conditions(_ shown: (Timestamp) -> String) -> [(name: String, text: String)] {
        let times = [("since", since), ("until", until)]
        return Self.texts.compactMap { name, text in self[keyPath: text].map { (name, $0) } }
            + times.compactMap { name, time in time.map { (name, shown($0)) } }
    }

    func writeConditions(to writer: inout JSONWriter) {
        for (name, text) in conditions(\.rfc3339) { writer.member(name, text) }
    }

    /// Takes over a condition that was written down; false for what no version of this program has written, because a
    /// condition must not be dropped, or more would be meant.
    mutating func takes(_ member: JSONMember) -> Bool {
        guard let text = member.value.string else { return false }
        if let condition = Self.texts.first(where: { $0.name == member.name }) {
            self[keyPath: condition.text] = text
            return true
        }
        guard let time = Timestamp(rfc3339: text) else { return false }
        switch member.name {
        case "since": since = time
        case "until": until = time
        default: return false
        }
        return true
    }
}
