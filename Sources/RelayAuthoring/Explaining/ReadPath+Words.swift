import CEL
import Quotation

extension ReadPath {
    /// What a reader calls it: `newStatus`, `the type`, `the header "x-source"`.
    ///
    /// Of a place in the body the last names are told, as many as `tail`; `key` finds words for a key that is computed.
    func label(tail: Int = 1, key: (Expression) -> String) -> String {
        switch root {
        case .event: return eventLabel(tail)
        case .lookup: return lookupLabel
        case .tables:
            guard let table, steps.count > 1 else { return table.map { "the table \($0.quoted)" } ?? "the tables" }
            let words =
                switch steps[1] {
                case .member(let name): name.quoted
                case .position(let position): String(position)
                case .entry(let expression, _): key(expression)
                }
            return "what the table \(table.quoted) has for \(words)"
        }
    }

    private func eventLabel(_ tail: Int) -> String {
        if let inBody {
            guard !inBody.isEmpty else { return "the body" }
            return Self.joined(Self.tail(of: inBody, tail))
        }
        guard case .member(let name) = steps.first else { return "the event" }
        switch (name, lastName, steps.count) {
        case ("headers", let header?, 2): return "the header \(header.quoted)"
        case ("query", let parameter?, 2): return "\(parameter.quoted) in the address"
        case ("occurredAt", _, 1): return "the time when it happened"
        case ("receivedAt", _, 1): return "the time when it came"
        case (_, _, 1): return "the \(name)"
        default: return Self.joined(steps, behind: "event")
        }
    }

    private var lookupLabel: String {
        guard case .member(let name) = steps.first else { return "the lookups" }
        let lookup = "the lookup \(name.quoted)"
        return steps.count == 1 ? lookup : "\(Self.joined(Self.tail(of: steps.dropFirst(), 1))) of \(lookup)"
    }

    /// The last steps with so many names among them.
    private static func tail(of steps: ArraySlice<Step>, _ names: Int) -> ArraySlice<Step> {
        var left = names
        var start = steps.endIndex
        while start > steps.startIndex, left > 0 {
            start -= 1
            if case .member = steps[start] { left -= 1 }
        }
        return steps[start...]
    }

    /// Whether something stands there: `the event has no "newStatus" in data`.
    func existence(_ isThere: Bool) -> String {
        guard let container, let name = lastName else {
            return "there is \(isThere ? "something" : "nothing") at \(text)"
        }
        let has = isThere ? "has" : "has no"
        if let place = container.inBody {
            return "the event \(has) \(name.quoted)" + (place.isEmpty ? "" : " in \(Self.joined(place))")
        }
        switch container.text {
        case "event.headers": return "the event has \(isThere ? "the" : "no") header \(name.quoted)"
        case "event.query": return "the event's address \(has) \(name.quoted)"
        case "event" where name == "occurredAt":
            return "the event \(isThere ? "says" : "does not say") when it happened"
        case "event": return "the event has \(isThere ? "a" : "no") \(name)"
        case "tables": return "there is \(isThere ? "a" : "no") table \(name.quoted)"
        default:
            let holder = table.map { "the table \($0.quoted)" } ?? container.text
            return "\(holder) \(has) \(name.quoted)"
        }
    }
}
