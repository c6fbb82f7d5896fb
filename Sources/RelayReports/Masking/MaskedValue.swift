import JSON
import Quotation

/// A JSON value as far as it may be shown: names stay, and a value that is hidden tells its type and length.
indirect enum MaskedValue {
    case object([(name: String, value: MaskedValue)])
    case array([MaskedValue])
    case text(String)
    /// A number, a truth value or null, as it is spelled.
    case token(String)
    case hidden(String)

    init(
        _ value: JSONValue,
        _ mask: Mask,
        _ material: SensitiveNames.Material,
        under treatment: SensitiveNames.Treatment = .plain
    ) {
        switch value.kind {
        case .object:
            self = .object(
                value.members.map { member in
                    let own = SensitiveNames.treatment(of: member.name, in: material)
                    return (member.name, MaskedValue(member.value, mask, material, under: max(treatment, own)))
                }
            )
        case .array: self = .array(value.elements.map { MaskedValue($0, mask, material, under: treatment) })
        case .string:
            let text = value.string ?? ""
            self = mask.hides(text, treatment) ? .hidden(Mask.placeholder(forText: text.count)) : .text(text)
        case .number:
            let spelling = String(decoding: value.source, as: UTF8.self)
            self =
                mask.hides(spelling, treatment)
                ? .hidden(Mask.placeholder(forNumber: spelling.utf8.count)) : .token(spelling)
        case .bool:
            let spelling = value.bool == true ? "true" : "false"
            self = mask.hides(spelling, treatment) ? .hidden(Mask.truthPlaceholder) : .token(spelling)
        case .null: self = .token("null")
        }
    }

    /// The body of an answer or of a refused request, which may be anything.
    init(bytes: [UInt8], _ mask: Mask, _ material: SensitiveNames.Material) {
        if let root = try? JSONDocument(bytes).root {
            self = MaskedValue(root, mask, material)
        } else {
            // In a text without structure nobody can tell what is about a person.
            let text = String(decoding: bytes, as: UTF8.self)
            self = mask.isRevealing ? .text(text) : .hidden(Mask.placeholder(forText: text.count))
        }
    }

    // MARK: Showing

    func write(to writer: inout JSONWriter) {
        switch self {
        case .object(let members):
            writer.object { writer in
                for member in members {
                    writer.name(member.name)
                    member.value.write(to: &writer)
                }
            }
        case .array(let elements): writer.array { writer in for element in elements { element.write(to: &writer) } }
        case .text(let text), .hidden(let text): writer.string(text)
        case .token(let spelling): writer.number(spelling)
        }
    }

    /// The value over as many lines as it needs.
    var lines: [String] {
        switch self {
        case .object(let members) where !members.isEmpty:
            Self.block("{", members.map { ($0.name.quoted(upTo: .max) + ": ", $0.value) }, "}")
        case .array(let elements) where !elements.isEmpty: Self.block("[", elements.map { ("", $0) }, "]")
        case .object: ["{}"]
        case .array: ["[]"]
        case .text(let text): [text.quoted(upTo: .max)]
        case .token(let spelling): [spelling]
        case .hidden(let words): [words]
        }
    }

    private static func block(_ open: String, _ items: [(label: String, value: MaskedValue)], _ close: String)
        -> [String]
    {
        var lines = [open]
        for (position, item) in items.enumerated() {
            var inner = item.value.lines
            inner[0] = item.label + inner[0]
            if position < items.count - 1 { inner[inner.count - 1] += "," }
            lines += inner.map { "  " + $0 }
        }
        return lines + [close]
    }
}
