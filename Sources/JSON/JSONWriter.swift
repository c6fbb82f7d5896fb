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
        openObject()
        try members(&self)
        closeObject()
    }

    package mutating func array<Failure>(_ elements: (inout JSONWriter) throws(Failure) -> Void) throws(Failure) {
        openArray()
        try elements(&self)
        closeArray()
    }

    package mutating func openObject() { open(UInt8(ascii: "{")) }
    package mutating func closeObject() { close(UInt8(ascii: "}")) }
    mutating func openArray() { open(UInt8(ascii: "[")) }
    mutating func closeArray() { close(UInt8(ascii: "]")) }

    /// Writes the name of the member whose value comes next.
    package mutating func name(_ name: String) {
        string(name)
        endName()
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

    /// Writes a number that is spelled already; that it is one of JSON's is the caller's promise.
    package mutating func number(_ spelling: String) { token(spelling) }

    // MARK: Bytes

    /// Writes a piece of a document's text, which begins and ends with whole values or names.
    mutating func source(_ document: JSONDocument, _ range: Range<Int>) {
        separate()
        bytes.append(contentsOf: document.bytes[range])
    }

    mutating func endName() {
        bytes.append(UInt8(ascii: ":"))
        followsValue = false
    }

    private mutating func token(_ text: String) {
        separate()
        append(text)
    }

    private mutating func append(_ text: String) {
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

    /// Copies what needs no escape in one piece.
    private mutating func appendEscaped(_ text: Span<UInt8>) {
        var copied = 0
        for index in 0..<text.count where Self.needsEscape(text[index]) {
            append(text.extracting(copied..<index))
            appendEscape(text[index])
            copied = index + 1
        }
        append(text.extracting(copied..<text.count))
    }

    private mutating func append(_ text: Span<UInt8>) {
        // Lent for the length of the copy only.
        unsafe text.withUnsafeBufferPointer { unsafe bytes.append(contentsOf: $0) }
    }

    private static func needsEscape(_ byte: UInt8) -> Bool {
        byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") || byte == 0x7F
    }

    private mutating func appendEscape(_ byte: UInt8) {
        switch byte {
        case UInt8(ascii: "\""): append("\\\"")
        case UInt8(ascii: "\\"): append("\\\\")
        case UInt8(ascii: "\n"): append("\\n")
        case UInt8(ascii: "\r"): append("\\r")
        case UInt8(ascii: "\t"): append("\\t")
        default: append((byte < 0x10 ? "\\u000" : "\\u00") + String(byte, radix: 16))
        }
    }
}
