package import JSON
import Quotation

/// Something in a routes file that is wrong or deserves a look: where, what, and how to put it right.
package struct Finding: Error, Sendable, Equatable {
    package let code: FindingCode
    package let place: JSONPlace
    /// The value that it is about, or the object whose name it is about.
    package let pointer: JSONPointer
    package let fact: String
    /// Empty where the fact says it all, as with a slip in an expression.
    package let remedy: String

    package init(_ code: FindingCode, at spot: Spot, _ fact: String, _ remedy: String) {
        self.code = code
        place = spot.place
        pointer = spot.pointer
        self.fact = fact
        self.remedy = remedy
    }

    package var severity: FindingCode.Severity { code.severity }

    /// `14:9: error unknown-key: unknown key "retrys" at "/destinations/crm". Did you mean "retry"?`
    package var description: String { text(as: severity) }

    /// The finding as one line, for those to whom it weighs otherwise than to a check.
    package func text(as severity: FindingCode.Severity) -> String {
        let whereabouts = pointer.tokens.isEmpty ? "" : " at \(pointer.quoted)"
        let advice = remedy.isEmpty ? "" : " \(remedy)"
        return "\(place): \(severity.rawValue) \(code.rawValue): \(fact)\(whereabouts).\(advice)"
    }
}

extension Finding: CustomStringConvertible {}

/// A place in a document that a finding can point at.
package struct Spot: Sendable, Equatable {
    package let place: JSONPlace
    package let pointer: JSONPointer

    package init(place: JSONPlace, pointer: JSONPointer) {
        self.place = place
        self.pointer = pointer
    }

    /// Where the value begins.
    package init(_ value: JSONValue) {
        self.init(place: value.place, pointer: value.pointer)
    }

    /// A member's name.
    package init(nameOf member: JSONMember) {
        self.init(place: member.place, pointer: member.value.pointer)
    }

    /// A byte of a string's text.
    package init(_ value: JSONValue, textOffset: Int) {
        self.init(place: value.place(ofTextByte: textOffset), pointer: value.pointer)
    }
}

extension Finding {
    package func write(to writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("severity", severity.rawValue)
            writer.member("code", code.rawValue)
            writer.write(spot)
            writer.member("fact", fact)
            writer.member("remedy", remedy)
        }
    }
}

extension JSONWriter {
    /// Writes a place as members of the object that is open.
    package mutating func write(_ spot: Spot) {
        member("line", spot.place.line)
        member("column", spot.place.column)
        member("pointer", spot.pointer.description)
    }
}
