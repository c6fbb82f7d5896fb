import CivilTime
import JSON

extension Value {
    /// The value as an expression would write it, cut where it is long; for errors and explanations.
    package var shown: String { shown(limit: 60) }

    /// The whole value as an expression would write it.
    package var literal: String { shown(limit: .max) }

    func shown(limit: Int) -> String {
        var writer = ShownText(limit: limit)
        writer.append(self)
        return writer.text
    }
}

/// Writes values until there is no more room.
private struct ShownText {
    private(set) var text = ""
    private let limit: Int

    init(limit: Int) {
        self.limit = limit
    }

    private var isFull: Bool { text.utf8.count >= limit }

    mutating func append(_ value: Value) {
        guard !isFull else { return }
        switch value {
        case .null: text += "null"
        case .bool(let bool): text += String(bool)
        case .int(let int): text += String(int)
        case .uint(let uint): text += "\(uint)u"
        case .double(let double): text += double.description
        case .string(let string): append(quoted: string)
        case .bytes(let bytes): append(quoted: bytes)
        case .timestamp(let timestamp): text += "timestamp('\(timestamp.rfc3339)')"
        case .duration(let duration): text += "duration('\(duration.text)')"
        case .type(let name): text += name
        case .optional(nil): text += "optional.none()"
        case .optional(let content?): enclosed("optional.of(", ")") { $0.append(content) }
        case .opaque(let opaque): text += opaque.jsonNumber ?? opaque.typeName
        case .list, .map, .json: appendContainer(value)
        }
    }

    private mutating func appendContainer(_ value: Value) {
        if let list = ListView(value) {
            enclosed("[", "]") { $0.append(all: list) { $0.append($1) } }
        } else if let map = MapView(value) {
            enclosed("{", "}") { writer in
                writer.append(all: map.entries) { writer, entry in
                    writer.append(entry.key)
                    writer.text += ": "
                    writer.append(entry.value)
                }
            }
        } else if case .json(let json) = value, json.kind == .number {
            text += String(decoding: json.source, as: UTF8.self)
        } else {
            append(value.resolved)
        }
    }

    private mutating func append<Items: Sequence>(all items: Items, _ write: (inout ShownText, Items.Element) -> Void) {
        var isFirst = true
        for item in items {
            guard !isFull else {
                text += ", …"
                return
            }
            if !isFirst { text += ", " }
            isFirst = false
            write(&self, item)
        }
    }

    private mutating func enclosed(_ open: String, _ close: String, _ write: (inout ShownText) -> Void) {
        text += open
        write(&self)
        text += close
    }

    /// How many characters may still be shown; a text is never cut below a few.
    private var room: Int { max(limit - text.utf8.count, 8) }

    private mutating func append(quoted string: String) {
        let short = string.unicodeScalars.prefix(room)
        text += "'"
        for scalar in short {
            switch scalar {
            case "'", "\\": text += "\\\(scalar)"
            case "\n": text += "\\n"
            case "\t": text += "\\t"
            case _ where !scalar.isVisible: append(escaped: scalar.value)
            default: text.unicodeScalars.append(scalar)
            }
        }
        text += short.endIndex < string.unicodeScalars.endIndex ? "…'" : "'"
    }

    private mutating func append(quoted bytes: [UInt8]) {
        text += "b'"
        for byte in bytes.prefix(room) {
            if byte == UInt8(ascii: "'") || byte == UInt8(ascii: "\\") {
                text += "\\\(Unicode.Scalar(byte))"
            } else if 0x20..<0x7F ~= byte {
                text.unicodeScalars.append(Unicode.Scalar(byte))
            } else {
                append(escaped: UInt32(byte))
            }
        }
        text += bytes.count > room ? "…'" : "'"
    }

    private mutating func append(escaped value: UInt32) {
        let digits = String(value, radix: 16)
        let (mark, width) = value < 0x100 ? ("x", 2) : value < 0x10000 ? ("u", 4) : ("U", 8)
        text += "\\" + mark + String(repeating: "0", count: width - digits.count) + digits
    }
}
