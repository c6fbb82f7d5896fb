/// Builds a JSON text from front to back.
///
/// It puts commas and quotation marks; that brackets match is the caller's promise, easiest kept with `object` and
/// `array`, which close what they open.
package struct JSONWriter: Sendable {
    package private(set) var bytes: [UInt8] = []
    /// Whether a value stands before the cursor, so that a further one needs a comma.
    private var followsValue = false

    package init(capacity: Int = 0) {
        bytes.reserveCapacity(capacity)
    }

    package mutating func object<Failure>(_ members: (inout JSONWriter) throws(Failure) -> Void) throws(Failure) {
        open(UInt8(ascii: "{"))
        try members(&self)
        close(UInt8(ascii: "}"))
    }

    package mutating func array<Failure>(_ elements: (inout JSONWriter) throws(Failure) -> Void) throws(Failure) {
        open(UInt8(ascii: "["))
        try elements(&self)
        close(UInt8(ascii: "]"))
    }

    /// Writes the name of the member whose value comes next.
    package mutating func name(_ name: String) {
        string(name)
        bytes.append(UInt8(ascii: ":"))
        followsValue = false
    }

    package mutating func string(_ text: String) {
        separate()
        bytes.append(UInt8(ascii: "\""))
        var text = text
        text.withUTF8 { utf8 in unsafe appendEscaped(utf8.span) }
        bytes.append(UInt8(ascii: "\""))
    }

    package mutating func int(_ value: Int64) { token(String(value)) }
    package mutating func uint(_ value: UInt64) { token(String(value)) }
    package mutating func bool(_ value: Bool) { token(value ? "true" : "false") }
    package mutating func null() { token("null") }

    /// Writes the shortest digits that read back as the same number; JSON has no infinity and no NaN.
    package mutating func double(_ value: Double) {
        precondition(value.isFinite, "JSON has no such number")
        token(value.description)
    }

    /// Writes a value as it stands in its document: digits, escapes and order untouched. Only of repeated names, the
    /// ones that do not count are left out, or the next reader might count another.
    package mutating func value(_ value: JSONValue) {
        guard !value.document.repeatsNames else { return distinct(value) }
        separate()
        bytes.append(contentsOf: value.document.bytes[value.byteRange])
    }

    private mutating func distinct(_ value: JSONValue) {
        switch value.kind {
        case .object:
            object { writer in for member in value.members { writer.member(member) } }
        case .array: array { writer in for element in value.elements { writer.distinct(element) } }
        case .null, .bool, .number, .string:
            separate()
            bytes.append(contentsOf: value.document.bytes[value.byteRange])
        }
    }

    /// Writes a member, name and value, as it stands in its document.
    mutating func member(_ member: JSONMember) {
        guard !member.document.repeatsNames else {
            name(of: member)
            return distinct(member.value)
        }
        members(member.document, member.byteRange)
    }

    /// Writes members that stand side by side in a document, with the commas between them.
    mutating func members(_ document: JSONDocument, _ range: Range<Int>) {
        separate()
        bytes.append(contentsOf: document.bytes[range])
    }

    /// Writes a member's name as it stands in its document.
    mutating func name(of member: JSONMember) {
        separate()
        bytes.append(contentsOf: member.document.bytes[member.key.byteRange])
        bytes.append(UInt8(ascii: ":"))
        followsValue = false
    }

    // MARK: Bytes

    private mutating func token(_ text: String) {
        separate()
        bytes.append(contentsOf: text.utf8)
    }

    private mutating func open(_ bracket: UInt8) {
        separate()
        bytes.append(bracket)
        followsValue = false
    }

    private mutating func close(_ bracket: UInt8) {
        bytes.append(bracket)
        followsValue = true
    }

    private mutating func separate() {
        if followsValue { bytes.append(UInt8(ascii: ",")) }
        followsValue = true
    }

    private mutating func appendEscaped(_ text: Span<UInt8>) {
        for index in 0..<text.count {
            switch text[index] {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes += [UInt8(ascii: "\\"), text[index]]
            case 0x0A: bytes += [UInt8(ascii: "\\"), UInt8(ascii: "n")]
            case 0x0D: bytes += [UInt8(ascii: "\\"), UInt8(ascii: "r")]
            case 0x09: bytes += [UInt8(ascii: "\\"), UInt8(ascii: "t")]
            case 0x00..<0x20, 0x7F: appendCodeUnit(text[index])
            default: bytes.append(text[index])
            }
        }
    }

    private mutating func appendCodeUnit(_ byte: UInt8) {
        let digits: StaticString = "0123456789abcdef"
        bytes.append(contentsOf: "\\u00".utf8)
        for nibble in [byte >> 4, byte & 0xF] {
            // Sixteen digits, and a nibble is below sixteen.
            bytes.append(unsafe digits.utf8Start[Int(nibble)])
        }
    }
}
