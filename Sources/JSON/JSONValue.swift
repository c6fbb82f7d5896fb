/// A value in a document: a place on its tape, as cheap to copy as a reference.
package struct JSONValue: Sendable {
    package let document: JSONDocument
    let index: Int

    var entry: JSONEntry { document.tape[index] }

    package var kind: JSONKind { entry.kind }

    /// Whether this is the document's whole text, but for blanks around it.
    package var isRoot: Bool { index == 0 }

    /// The value's own text in the document's bytes, a string's with its quotation marks.
    package var byteRange: Range<Int> { entry.byteRange }

    /// Where the value begins.
    package var place: JSONPlace { document.place(of: byteRange.lowerBound) }

    /// Where a byte of a string's text stands, or what it is escaped by; for a value of another kind, where it begins.
    package func place(ofTextByte offset: Int) -> JSONPlace {
        guard kind == .string else { return place }
        let bytes = document.bytes
        return document.place(of: JSONEscapes.offset(ofTextByte: offset, in: entry, bytes.span))
    }

    /// How many elements an array or members an object has, of a repeated name one; zero for a scalar.
    package var count: Int { entry.count }

    /// Whether this is a string whose bytes are not its text.
    package var hasEscapes: Bool { entry.flags.contains(.escaped) && kind == .string }

    /// How many values and names it is made of, itself among them.
    package var entryCount: Int { kind == .array || kind == .object ? Int(entry.link) - index : 1 }

    /// The value's text as it stands in the document.
    package var source: [UInt8] { Array(document.bytes[byteRange]) }
}

// MARK: Scalars

extension JSONValue {
    package var isNull: Bool { kind == .null }

    package var bool: Bool? {
        let entry = entry
        return entry.kind == .bool ? entry.flags.contains(.isTrue) : nil
    }

    /// A string's text with its escapes resolved.
    package var string: String? {
        let entry = entry
        guard entry.kind == .string else { return nil }
        let bytes = document.bytes
        guard entry.flags.contains(.escaped) else { return bytes.span.extracting(entry.range).text }
        return String(decoding: JSONEscapes.decoded(bytes.span.extracting(entry.range)), as: UTF8.self)
    }

    /// Calls the closure with a string's text as UTF-8, without a copy where it holds no escape.
    package func withText<Result>(_ body: (Span<UInt8>) -> Result) -> Result? {
        let entry = entry
        guard entry.kind == .string else { return nil }
        let bytes = document.bytes
        guard entry.flags.contains(.escaped) else { return body(bytes.span.extracting(entry.range)) }
        let decoded = JSONEscapes.decoded(bytes.span.extracting(entry.range))
        return body(decoded.span)
    }
}

// MARK: Arrays and objects

extension JSONValue {
    /// The array's element at a position, found by stepping over those before it.
    package subscript(position: Int) -> JSONValue? {
        guard kind == .array, position >= 0, position < count else { return nil }
        var child = index + 1
        for _ in 0..<position { child = Int(document.tape[child].link) }
        return JSONValue(document: document, index: child)
    }

    /// The object's member of this name; of several, the last.
    package subscript(name: JSONName) -> JSONValue? {
        member(name.fingerprint, name.bytes.span)
    }

    package subscript(name: String) -> JSONValue? {
        self[JSONName(name)]
    }

    private func member(_ fingerprint: UInt32, _ name: Span<UInt8>) -> JSONValue? {
        let tape = document.tape
        let bytes = document.bytes
        let object = tape[index]
        guard object.kind == .object else { return nil }
        let searchesOn = object.repeatsNames
        var found: Int?
        var child = index + 1
        while child < Int(object.link) {
            let key = tape[child]
            if key.link == fingerprint, key.spells(name, in: bytes.span) {
                guard searchesOn else { return JSONValue(document: document, index: child + 1) }
                found = child + 1
            }
            child = Int(tape[child + 1].link)
        }
        return found.map { JSONValue(document: document, index: $0) }
    }

    /// The elements of an array; empty for everything else.
    package var elements: JSONElements { JSONElements(array: self) }

    /// The members of an object in the order of the text, of a repeated name only the last; empty for everything else.
    package var members: JSONMembers { JSONMembers(JSONNames(of: index, in: document), of: document) }

    /// The members of an object in the order of the text, also those that a later one of the same name overrides; for
    /// what rewrites a text that people wrote, and must lose none of it.
    package var allMembers: JSONMembers { JSONMembers(JSONNames(allOf: index, on: document.tape), of: document) }

    var repeatedNames: [String] {
        var seen: Set<[UInt8]> = []
        var reported: Set<[UInt8]> = []
        return allMembers.compactMap { member in
            guard !seen.insert(member.nameBytes).inserted, reported.insert(member.nameBytes).inserted else {
                return nil
            }
            return member.name
        }
    }
}

extension JSONEntry {
    /// Whether a name or string with this entry has that text.
    fileprivate func spells(_ name: Span<UInt8>, in bytes: Span<UInt8>) -> Bool {
        guard flags.contains(.escaped) else { return bytes.extracting(range).isEqual(to: name) }
        return JSONEscapes.areEqual(self, bytes, JSONEntry(.string, start: 0, end: name.count), name)
    }
}
