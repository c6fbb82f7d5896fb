import JSON
import Quotation

extension JSONValue {
    /// The value on one line of a message, cut where it is long.
    func oneLine(upTo limit: Int = 80) -> String {
        var text = ""
        append(to: &text, limit)
        return text
    }

    private func append(to text: inout String, _ limit: Int) {
        guard text.utf8.count < limit else { return text += "…" }
        switch kind {
        case .null, .bool, .number: text += String(decoding: source, as: UTF8.self)
        case .string: text += (string ?? "").quoted
        case .array:
            Self.append("[", Array(elements), "]", to: &text, limit) { $0.append(to: &$1, limit) }
        case .object:
            Self.append("{", Array(members), "}", to: &text, limit) { member, text in
                text += "\(member.name.quoted): "
                member.value.append(to: &text, limit)
            }
        }
    }

    private static func append<Item>(
        _ open: String,
        _ items: [Item],
        _ close: String,
        to text: inout String,
        _ limit: Int,
        _ write: (Item, inout String) -> Void
    ) {
        text += open
        for (position, item) in items.enumerated() {
            if position > 0 { text += ", " }
            guard text.utf8.count < limit else {
                text += "…"
                break
            }
            write(item, &text)
        }
        text += close
    }

    /// What kind of value it is, for people.
    var kindInWords: String {
        switch kind {
        case .null: "null"
        case .bool: "a boolean"
        case .number: "a number"
        case .string: "a text"
        case .array: "a list"
        case .object: "an object"
        }
    }

    /// Writes the value without the white space that may stand in it.
    func writeCompact(to writer: inout JSONWriter) {
        switch kind {
        case .null, .bool, .number, .string: writer.value(self)
        case .array: writer.array { writer in for element in elements { element.writeCompact(to: &writer) } }
        case .object:
            writer.object { writer in
                for member in members {
                    writer.name(member.name)
                    member.value.writeCompact(to: &writer)
                }
            }
        }
    }
}
