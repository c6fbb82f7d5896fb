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
        quote(text.utf8Span.span)
    }

    /// Writes a name that is there as bytes, as `string` does.
    package mutating func name(_ utf8: Span<UInt8>) {
        string(utf8)
        endName()
    }

    /// Writes a text that is there as bytes; what is not UTF-8 becomes U+FFFD.
    package mutating func string(_ utf8: Span<UInt8>) {
        // One look tells of most that they are ASCII and stay as they are.
        guard !Self.isPlain(utf8) else { return quote(plain: utf8) }
        let isText = (try? UTF8Span(validating: utf8)) != nil
        isText ? quote(escaping: utf8) : string(utf8.text)
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

    mutating func append(_ text: String) { append(text.utf8Span.span) }

    mutating func append(_ text: Span<UInt8>) {
        // Lent for the length of the copy only.
        unsafe text.withUnsafeBufferPointer { unsafe bytes.append(contentsOf: $0) }
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

    private mutating func quote(_ text: Span<UInt8>) {
        Self.isPlain(text) ? quote(plain: text) : quote(escaping: text)
    }

    private mutating func quote(plain text: Span<UInt8>) {
        separate()
        // Room is made once, not for each of the three.
        bytes.append(addingCapacity: text.count + 2) { quoted in
            quoted.append(UInt8(ascii: "\""))
            quoted.append(text)
            quoted.append(UInt8(ascii: "\""))
        }
    }

    private mutating func quote(escaping text: Span<UInt8>) {
        separate()
        bytes.append(UInt8(ascii: "\""))
        appendEscaped(text)
        bytes.append(UInt8(ascii: "\""))
    }
}
