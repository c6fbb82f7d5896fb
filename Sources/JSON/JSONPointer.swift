import Quotation

/// A path to a value inside another, as RFC 6901 writes it: `/data/contacts/0`.
package struct JSONPointer: Sendable, CustomStringConvertible {
    package var tokens: [String]

    package init(tokens: [String] = []) {
        self.tokens = tokens
    }

    /// Reads the written form: empty, or tokens each behind a slash, with `~0` for `~` and `~1` for `/`.
    package init?(_ text: String) {
        tokens = []
        guard !text.isEmpty else { return }
        // By scalars: a character may be a slash together with the accent that begins a token.
        let scalars = text.unicodeScalars
        guard scalars.first == "/" else { return nil }
        for part in scalars.dropFirst().split(separator: "/", omittingEmptySubsequences: false) {
            guard let token = Self.unescaped(part) else { return nil }
            tokens.append(token)
        }
    }

    package var description: String { tokens.map { "/" + Self.escaped($0) }.joined() }

    /// The description in quotes for a message: a sender chooses the names in it.
    package var quoted: String { description.quoted(upTo: 200) }

    package func appending(_ token: String) -> JSONPointer { JSONPointer(tokens: tokens + [token]) }

    private static func escaped(_ token: String) -> String {
        var text = ""
        for scalar in token.unicodeScalars {
            switch scalar {
            case "~": text += "~0"
            case "/": text += "~1"
            default: text.unicodeScalars.append(scalar)
            }
        }
        return text
    }

    private static func unescaped(_ part: Substring.UnicodeScalarView) -> String? {
        var token = ""
        var scalars = part.makeIterator()
        while let scalar = scalars.next() {
            guard scalar == "~" else {
                token.unicodeScalars.append(scalar)
                continue
            }
            switch scalars.next() {
            case "0": token += "~"
            case "1": token += "/"
            default: return nil
            }
        }
        return token
    }
}

extension JSONPointer: Hashable {
    /// By their bytes: to JSON, `é` in one scalar and in two are different names.
    package static func == (left: JSONPointer, right: JSONPointer) -> Bool {
        left.tokens.elementsEqual(right.tokens) { $0.utf8.elementsEqual($1.utf8) }
    }

    package func hash(into hasher: inout Hasher) {
        for token in tokens { hasher.combine(token) }
    }
}

extension JSONPointer {
    /// A token as a position in an array: digits only, no leading zero.
    static func position(_ token: String) -> Int? {
        let digits = token.utf8
        guard let first = digits.first, digits.count == 1 || first != UInt8(ascii: "0") else { return nil }
        guard digits.allSatisfy({ UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }) else { return nil }
        return Int(token)
    }
}

extension JSONValue {
    /// The value at the end of the path, if every step of it is there.
    package subscript(pointer: JSONPointer) -> JSONValue? {
        var value = self
        for token in pointer.tokens {
            let next = value.kind == .array ? JSONPointer.position(token).flatMap { value[$0] } : value[token]
            guard let next else { return nil }
            value = next
        }
        return value
    }
}

extension JSONValue {
    /// The path from the root to here.
    package var pointer: JSONPointer {
        var pointer = JSONPointer()
        var container = 0
        while container < index, let step = JSONValue(document: document, index: container).step(towards: index) {
            pointer.tokens.append(step.token)
            container = step.child
        }
        return pointer
    }

    private func step(towards target: Int) -> (token: String, child: Int)? {
        if let element = document.landmarks?.longArrays.element(of: index, holding: target) {
            return (String(element.number), element.entry)
        }
        let tape = document.tape
        let isObject = kind == .object
        var position = 0
        let end = Int(tape[index].link)
        var child = index + 1
        while child < end {
            let value = isObject ? child + 1 : child
            if target < Int(tape[value].link) {
                return (isObject ? JSONMember(document: document, index: child).name : String(position), value)
            }
            child = Int(tape[value].link)
            position += 1
        }
        return nil
    }
}
