import CivilTime

extension Value {
    /// The value as an expression would write it, cut where it is long; for errors and explanations.
    package var shown: String { shown(limit: 60) }

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
        case .bytes(let bytes): text += "b'…' (\(bytes.count) bytes)"
        case .timestamp(let timestamp): text += "timestamp('\(timestamp.rfc3339)')"
        case .duration(let duration): text += "duration('\(duration.text)')"
        case .type(let name): text += name
        case .optional(nil): text += "optional.none()"
        case .optional(let content?): enclosed("optional.of(", ")") { $0.append(content) }
        case .opaque(let opaque): text += opaque.typeName
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

    private mutating func append(quoted string: String) {
        let room = max(limit - text.utf8.count, 8)
        let short = String(string.unicodeScalars.prefix(room))
        text += "'"
        for scalar in short.unicodeScalars {
            switch scalar {
            case "'", "\\": text += "\\\(scalar)"
            case "\n": text += "\\n"
            case _ where scalar.properties.generalCategory == .control: text += "\\x\(String(scalar.value, radix: 16))"
            default: text.unicodeScalars.append(scalar)
            }
        }
        text += short.unicodeScalars.count < string.unicodeScalars.count ? "…'" : "'"
    }
}
