package import CivilTime
package import JSON

/// Which dead letters are meant; what is nil does not matter.
package struct LetterFilter: Sendable, Equatable {
    /// The short name of a group.
    package var group: String?
    package var destination: String?
    package var cause: String?
    package var route: String?
    package var lead: String?
    /// The event was accepted then or later, to the millisecond.
    package var since: Timestamp?
    /// The event was accepted before, to the millisecond.
    package var until: Timestamp?

    package init() {}

    package func takes(_ letter: DeadLetter) -> Bool {
        let (address, event) = (letter.summary.stored.address, letter.id.event)
        guard destination ?? address.destination == address.destination, route ?? address.route == address.route,
            cause ?? letter.reason.cause == letter.reason.cause,
            lead == nil || lead.map(ExactText.init) == letter.summary.lead.map(ExactText.init)
        else { return false }
        if let since, event < EventNumber.first(at: since) { return false }
        if let until, event >= EventNumber.first(at: until) { return false }
        // Last, because it takes a look into the answer.
        return group ?? letter.group.name == letter.group.name
    }
}

extension LetterFilter: NamedConditions {
    package static var texts: [(name: String, text: WritableKeyPath<LetterFilter, String?>)] {
        [
            ("group", \.group), ("destination", \.destination), ("cause", \.cause), ("route", \.route),
            ("lead", \.lead),
        ]
    }

    package func write(to writer: inout JSONWriter) {
        writer.object { writeConditions(to: &$0) }
    }

    /// Nil for what no version of this program has written.
    package init?(_ json: JSONValue) {
        guard json.kind == .object else { return nil }
        for member in json.members where !takes(member) { return nil }
    }
}
