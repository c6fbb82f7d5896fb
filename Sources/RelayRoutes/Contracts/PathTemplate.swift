import RelayCore

/// A path with places for fields: `/leads/{id}/status`.
package struct PathTemplate: Sendable {
    package let text: String
    package let parts: [Part]

    package enum Part: Sendable, Equatable {
        case text(String)
        case field(String)
    }

    package init(_ text: String) {
        self.text = text
        var parts: [Part] = []
        var rest = text[...]
        while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
            if open > rest.startIndex { parts.append(.text(String(rest[..<open]))) }
            parts.append(.field(String(rest[rest.index(after: open)..<close])))
            rest = rest[rest.index(after: close)...]
        }
        if !rest.isEmpty { parts.append(.text(String(rest))) }
        self.parts = parts
    }

    /// Where in the text's bytes a field's brace stands; behind it all for a field that it has not.
    func offset(of field: String) -> Int {
        parts.prefix { $0 != .field(field) }.reduce(0) { offset, part in
            switch part {
            case .text(let text): offset + text.utf8.count
            case .field(let name): offset + name.utf8.count + 2
            }
        }
    }

    /// What a path that was made by it says in a field; nil where it was made by another.
    func text(of field: String, in path: String) -> String? {
        var (rest, found) = (path[...], String?.none)
        for (position, part) in parts.enumerated() {
            switch part {
            case .text(let text):
                guard rest.hasPrefix(text) else { return nil }
                rest = rest.dropFirst(text.count)
            case .field(let name):
                let end = Self.end(ofField: rest, before: parts[(position + 1)...].first)
                if name == field { found = PercentEncoding.decode(rest[..<end]) }
                rest = rest[end...]
            }
        }
        return rest.isEmpty ? found : nil
    }

    private static func end(ofField rest: Substring, before next: Part?) -> Substring.Index {
        guard case .text(let text)? = next else { return rest.endIndex }
        return rest.indices.first { rest[$0...].hasPrefix(text) } ?? rest.endIndex
    }

    package var fieldNames: [String] {
        parts.compactMap { part in
            if case .field(let name) = part { name } else { nil }
        }
    }
}
