/// Reads a text once, from its first byte to its last, and leaves the tape behind.
///
/// Strict RFC 8259. A method is called with the cursor on the first byte of what it reads and leaves it behind the last.
struct JSONParser {
    /// An array's memory, of which it is settled once, and not for each entry, that it has no other owner.
    typealias Tape = OutputSpan<JSONEntry>

    /// Where the text is no JSON.
    private(set) var fault: JSONFault?
    var repeatsNames = false
    var cursor = 0
    let duplicates: JSONDuplicates
    private let limits: JSONLimits

    init(limits: JSONLimits, duplicates: JSONDuplicates) {
        self.limits = limits
        self.duplicates = duplicates
    }

    /// Reads the text up to its end or its fault.
    mutating func parse(_ bytes: Span<UInt8>) -> [JSONEntry] {
        guard bytes.count <= limits.bytes else {
            fault = JSONFault(code: .tooLong, offset: limits.bytes)
            return []
        }
        var tape: [JSONEntry] = []
        // Not `Array(capacity:)`, which looks up the type of such arrays' memory each time.
        tape.append(addingCapacity: mostEntries(in: bytes.count)) { tape in
            do throws(JSONFault) {
                try text(bytes, &tape)
            } catch {
                fault = error
            }
        }
        return Self.trimmed(tape)
    }

    /// The same entries in no more memory than they need: a document lives as long as its event waits.
    private static func trimmed(_ tape: [JSONEntry]) -> [JSONEntry] {
        // Adding nothing to an empty array writes to the one that all empty arrays share.
        guard !tape.isEmpty else { return [] }
        guard tape.capacity > 2 * tape.count else { return tape }
        var exact: [JSONEntry] = []
        exact.append(addingCapacity: tape.count) { exact in
            for entry in tape { exact.append(entry) }
        }
        return exact
    }

    /// How many entries so many bytes can make: each takes a byte of its own and the comma, colon or bracket behind it, but
    /// for the last one and the containers that are open.
    ///
    /// Few texts are that dense: most of it is given back at once.
    private func mostEntries(in bytes: Int) -> Int {
        (bytes + min(bytes, limits.depth)) / 2 + 1
    }

    /// Reads the one value of the text.
    private mutating func text(_ bytes: Span<UInt8>, _ tape: inout Tape) throws(JSONFault) {
        let first = next(bytes)
        guard cursor < bytes.count else { throw JSONFault(code: .empty, offset: cursor) }
        try value(first, bytes, &tape, depth: 0)
        _ = next(bytes)
        guard cursor == bytes.count else { throw JSONFault(code: orComment(.trailingText, bytes), offset: cursor) }
    }

    /// Reads the value that begins with this byte, at the cursor.
    ///
    /// In line, since most are short scalars, and a call would cost as much as reading them.
    @inline(__always)
    private mutating func value(_ first: UInt8, _ bytes: Span<UInt8>, _ tape: inout Tape, depth: Int) throws(JSONFault)
    {
        switch first {
        case UInt8(ascii: "\""): append(try string(bytes), to: &tape)
        case UInt8(ascii: "{"): try object(bytes, &tape, depth: depth + 1)
        case UInt8(ascii: "["): try array(bytes, &tape, depth: depth + 1)
        case UInt8(ascii: "t"): try literal("true", .bool, .isTrue, bytes, &tape)
        case UInt8(ascii: "f"): try literal("false", .bool, [], bytes, &tape)
        case UInt8(ascii: "n"): try literal("null", .null, [], bytes, &tape)
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): try number(bytes, &tape)
        default: throw JSONFault(code: notAValue(bytes), offset: cursor)
        }
    }

    // MARK: Containers

    private mutating func array(_ bytes: Span<UInt8>, _ tape: inout Tape, depth: Int) throws(JSONFault) {
        let opened = try open(.array, &tape, depth)
        var count = 0
        var byte = next(bytes)
        if byte != UInt8(ascii: "]") {
            repeat {
                try value(byte, bytes, &tape, depth: depth)
                count += 1
            } while try goesOn(to: &byte, before: UInt8(ascii: "]"), bytes)
        }
        close(opened, &tape, count: count)
    }

    private mutating func object(_ bytes: Span<UInt8>, _ tape: inout Tape, depth: Int) throws(JSONFault) {
        let opened = try open(.object, &tape, depth)
        var count = 0
        var filter = NameFilter()
        var repeated = 0
        var byte = next(bytes)
        if byte != UInt8(ascii: "}") {
            repeat {
                guard byte == UInt8(ascii: "\"") else { throw JSONFault(code: notAName(bytes), offset: cursor) }
                let fingerprint = try name(bytes, &tape)
                // Few names: look back when the filter says so. Many: the filter is full; sort them once at the end.
                if count < Self.fewNames, filter.insert(fingerprint), repeatsLastName(opened, tape.span, bytes) {
                    try meet(repeated: tape[tape.count - 1])
                    repeated += 1
                }
                guard next(bytes) == UInt8(ascii: ":") else {
                    throw JSONFault(code: orComment(.missingColon, bytes), offset: cursor)
                }
                cursor += 1
                try value(next(bytes), bytes, &tape, depth: depth)
                count += 1
            } while try goesOn(to: &byte, before: UInt8(ascii: "}"), bytes)
        }
        if count > Self.fewNames {
            let found = repeatedNames(from: opened, count: count, tape.span, bytes)
            if let first = found.first { try meet(repeated: tape[first]) }
            repeated = found.count
        }
        close(opened, &tape, count: count - repeated, flags: repeated > 0 ? .repeatsNames : [])
    }

    private mutating func open(_ kind: JSONKind, _ tape: inout Tape, _ depth: Int) throws(JSONFault) -> Int {
        guard depth <= limits.depth else { throw JSONFault(code: .tooDeep, offset: cursor) }
        tape.append(JSONEntry(kind, start: cursor, end: cursor))
        cursor += 1
        return tape.count - 1
    }

    /// Takes the closing bracket, which stands at the cursor.
    private mutating func close(_ opened: Int, _ tape: inout Tape, count: Int, flags: JSONEntry.Flags = []) {
        cursor += 1
        tape[opened].close(end: cursor, next: tape.count, count: count, flags: flags)
    }

    /// Goes on to the first byte of the next element or member; false at the closing bracket.
    @inline(__always)
    private mutating func goesOn(
        to byte: inout UInt8,
        before bracket: UInt8,
        _ bytes: Span<UInt8>
    ) throws(JSONFault) -> Bool {
        byte = next(bytes)
        guard byte == UInt8(ascii: ",") else {
            guard byte == bracket else { throw JSONFault(code: orComment(.missingComma, bytes), offset: cursor) }
            return false
        }
        cursor += 1
        byte = next(bytes)
        guard byte != bracket else { throw JSONFault(code: .trailingComma, offset: cursor) }
        return true
    }

    // MARK: Scalars

    /// Out of line, so that strings and numbers have the registers.
    @inline(never)
    private mutating func literal(
        _ word: StaticString,
        _ kind: JSONKind,
        _ flags: JSONEntry.Flags,
        _ bytes: Span<UInt8>,
        _ tape: inout Tape
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
        append(JSONEntry(kind, start: start, end: cursor, flags: flags), to: &tape)
    }

    /// Adds a scalar, which the next entry follows at once.
    func append(_ scalar: JSONEntry, to tape: inout Tape) {
        var scalar = scalar
        scalar.link = UInt32(truncatingIfNeeded: tape.count + 1)
        tape.append(scalar)
    }

    // MARK: Bytes

    /// Passes over blanks to the next byte, or to the end, where it is zero.
    ///
    /// In line, since most texts are written without any, and it is looked for at every turn.
    @inline(__always)
    private mutating func next(_ bytes: Span<UInt8>) -> UInt8 {
        let byte = bytes.byte(at: cursor)
        return byte <= 0x20 ? nextBehindSpaces(bytes) : byte
    }

    /// Out of line, so that texts without blanks have the registers.
    @inline(never)
    private mutating func nextBehindSpaces(_ bytes: Span<UInt8>) -> UInt8 {
        var index = cursor
        while Self.isSpace(bytes.byte(at: index)) { index += 1 }
        cursor = index
        return bytes.byte(at: index)
    }

    private static func isSpace(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09
    }
}
