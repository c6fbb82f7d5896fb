/// Reads a text once, from its first byte to its last, and leaves the tape behind.
///
/// Strict RFC 8259. A method is called with the cursor on the first byte of what it reads and leaves it behind the last.
struct JSONParser {
    var tape: [JSONEntry] = []
    var repeatsNames = false
    var cursor = 0
    let duplicates: JSONDuplicates
    private let limits: JSONLimits

    init(limits: JSONLimits, duplicates: JSONDuplicates) {
        self.limits = limits
        self.duplicates = duplicates
    }

    /// Reads the one value of the text.
    mutating func parse(_ bytes: Span<UInt8>) throws(JSONFault) {
        guard bytes.count <= limits.bytes else { throw JSONFault(code: .tooLong, offset: limits.bytes) }
        // A dense event has an entry for every ten bytes or so; one allocation then serves the whole tape.
        tape.reserveCapacity(bytes.count / 8 + 4)
        skipSpace(bytes)
        guard cursor < bytes.count else { throw JSONFault(code: .empty, offset: cursor) }
        try value(bytes, depth: 0)
        skipSpace(bytes)
        guard cursor == bytes.count else { throw JSONFault(code: orComment(.trailingText, bytes), offset: cursor) }
    }

    private mutating func value(_ bytes: Span<UInt8>, depth: Int) throws(JSONFault) {
        guard cursor < bytes.count else { throw JSONFault(code: .unexpectedEnd, offset: cursor) }
        switch bytes[cursor] {
        case UInt8(ascii: "\""): append(try string(bytes))
        case UInt8(ascii: "{"): try object(bytes, depth: depth + 1)
        case UInt8(ascii: "["): try array(bytes, depth: depth + 1)
        case UInt8(ascii: "t"): try literal("true", .bool, .isTrue, bytes)
        case UInt8(ascii: "f"): try literal("false", .bool, [], bytes)
        case UInt8(ascii: "n"): try literal("null", .null, [], bytes)
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): try number(bytes)
        default: throw JSONFault(code: unexpected(bytes), offset: cursor)
        }
    }

    // MARK: Containers

    private mutating func array(_ bytes: Span<UInt8>, depth: Int) throws(JSONFault) {
        let opened = try open(.array, depth)
        var count = 0
        skipSpace(bytes)
        if take(UInt8(ascii: "]"), bytes) {
            return close(opened, count: count)
        }
        repeat {
            try value(bytes, depth: depth)
            count += 1
        } while try takeComma(before: UInt8(ascii: "]"), bytes)
        try end(UInt8(ascii: "]"), bytes)
        close(opened, count: count)
    }

    private mutating func object(_ bytes: Span<UInt8>, depth: Int) throws(JSONFault) {
        let opened = try open(.object, depth)
        var count = 0
        var filter = NameFilter()
        var repeated = 0
        skipSpace(bytes)
        if take(UInt8(ascii: "}"), bytes) {
            return close(opened, count: count)
        }
        repeat {
            let name = try self.name(bytes)
            // Few names: look back when the filter says so. Many: the filter is full; sort them once at the end.
            if count < Self.fewNames, filter.insert(tape[name].link), stands(before: name, from: opened, bytes) {
                try meet(repeated: name)
                repeated += 1
            }
            skipSpace(bytes)
            guard take(UInt8(ascii: ":"), bytes) else {
                throw JSONFault(code: orComment(.missingColon, bytes), offset: cursor)
            }
            skipSpace(bytes)
            try value(bytes, depth: depth)
            count += 1
        } while try takeComma(before: UInt8(ascii: "}"), bytes)
        try end(UInt8(ascii: "}"), bytes)
        if count > Self.fewNames {
            let found = repeatedNames(from: opened, count: count, bytes)
            if let first = found.first { try meet(repeated: first) }
            repeated = found.count
        }
        close(opened, count: count - repeated, flags: repeated > 0 ? .repeatsNames : [])
    }

    private mutating func open(_ kind: JSONKind, _ depth: Int) throws(JSONFault) -> Int {
        guard depth <= limits.depth else { throw JSONFault(code: .tooDeep, offset: cursor) }
        tape.append(JSONEntry(kind, start: cursor, end: cursor))
        cursor += 1
        return tape.count - 1
    }

    private mutating func close(_ opened: Int, count: Int, flags: JSONEntry.Flags = []) {
        tape[opened].close(end: cursor, next: tape.count, count: count, flags: flags)
    }

    private mutating func end(_ bracket: UInt8, _ bytes: Span<UInt8>) throws(JSONFault) {
        guard take(bracket, bytes) else { throw JSONFault(code: orComment(.missingComma, bytes), offset: cursor) }
    }

    /// Goes on to the next element or member; false where there is none.
    private mutating func takeComma(before bracket: UInt8, _ bytes: Span<UInt8>) throws(JSONFault) -> Bool {
        skipSpace(bytes)
        guard take(UInt8(ascii: ","), bytes) else { return false }
        skipSpace(bytes)
        if cursor < bytes.count, bytes[cursor] == bracket { throw JSONFault(code: .trailingComma, offset: cursor) }
        return true
    }

    // MARK: Scalars

    private mutating func literal(
        _ word: StaticString,
        _ kind: JSONKind,
        _ flags: JSONEntry.Flags,
        _ bytes: Span<UInt8>
    ) throws(JSONFault) {
        let start = cursor
        for letter in 0..<word.utf8CodeUnitCount {
            guard cursor < bytes.count else { throw JSONFault(code: .unexpectedEnd, offset: cursor) }
            // The word's own bytes, within its own count.
            guard bytes[cursor] == (unsafe word.utf8Start[letter]) else {
                throw JSONFault(code: .unexpectedByte, offset: start)
            }
            cursor += 1
        }
        append(JSONEntry(kind, start: start, end: cursor, flags: flags))
    }

    /// Adds a scalar, which the next entry follows at once.
    mutating func append(_ scalar: JSONEntry) {
        var scalar = scalar
        scalar.link = UInt32(truncatingIfNeeded: tape.count + 1)
        tape.append(scalar)
    }

    // MARK: Bytes

    /// In line, since most texts are written without any, and it is looked for at every turn.
    @inline(__always)
    private mutating func skipSpace(_ bytes: Span<UInt8>) {
        if cursor < bytes.count, bytes[cursor] <= 0x20 { passSpaces(bytes) }
    }

    private mutating func passSpaces(_ bytes: Span<UInt8>) {
        var index = cursor
        while index < bytes.count, Self.isSpace(bytes[index]) { index += 1 }
        cursor = index
    }

    private static func isSpace(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09
    }

    private mutating func take(_ byte: UInt8, _ bytes: Span<UInt8>) -> Bool {
        guard cursor < bytes.count, bytes[cursor] == byte else { return false }
        cursor += 1
        return true
    }
}
