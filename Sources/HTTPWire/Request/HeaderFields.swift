/// The fields of a head, or the trailers, in their order on the wire.
///
/// The bytes are kept once, with the places of names and values in them; a text is made when somebody asks for it.
package struct HeaderFields: Sendable {
    /// A field's name, in lower case by now, and its value without the space around it.
    struct Entry: Sendable {
        let name: Extent
        let value: Extent
    }

    /// Everything that the fields came in, so also the request line.
    let bytes: [UInt8]
    let entries: [Entry]

    /// No fields at all.
    package static let none = HeaderFields()

    private init() {
        bytes = []
        entries = []
    }

    /// Copies the text that the entries point into, with the names in lower case.
    init(copying text: Span<UInt8>, entries: [Entry]) {
        var bytes = text.copied
        var span = bytes.mutableSpan
        for entry in entries {
            for index in entry.name.range { span[index] = span[index].lowercased }
        }
        self.bytes = bytes
        self.entries = entries
    }
}

extension HeaderFields {
    package var count: Int { entries.count }
    package var isEmpty: Bool { entries.isEmpty }

    /// The value of the first field of that name; names compare without case.
    ///
    /// Bytes that are not UTF-8 become U+FFFD.
    package subscript(name: String) -> String? {
        let name = name.utf8Span.span
        for entry in entries where isNamed(entry, name) { return text(entry.value) }
        return nil
    }

    /// The values of all fields of that name, in their order.
    package func values(of name: String) -> [String] {
        let name = name.utf8Span.span
        var values: [String] = []
        for entry in entries where isNamed(entry, name) { values.append(text(entry.value)) }
        return values
    }

    /// The bytes of the first field of that name, and whether there are more of them: for those to whom two are a fault.
    package func slice(of name: String) -> (first: ArraySlice<UInt8>?, isRepeated: Bool) {
        let name = name.utf8Span.span
        var first: ArraySlice<UInt8>?
        for entry in entries where isNamed(entry, name) {
            guard first == nil else { return (first, true) }
            first = bytes[entry.value.range]
        }
        return (first, false)
    }

    /// Lends the names, in lower case, and values in their order; of several fields with one name the first.
    package func forEachFirst(_ body: (_ name: Span<UInt8>, _ value: Span<UInt8>) -> Void) {
        for (position, entry) in entries.enumerated() {
            let name = bytes.span.extracting(entry.name.range)
            // There are so few of them that to look back takes less than to keep a table.
            guard !entries[..<position].contains(where: { isNamed($0, name) }) else { continue }
            body(name, bytes.span.extracting(entry.value.range))
        }
    }

    private func isNamed(_ entry: Entry, _ name: Span<UInt8>) -> Bool {
        entry.name.count == name.count && bytes.span.extracting(entry.name.range).isEqualWithoutCase(to: name)
    }

    func text(_ extent: Extent) -> String { bytes.span.extracting(extent.range).text }
}

extension HeaderFields: RandomAccessCollection {
    package var startIndex: Int { 0 }
    package var endIndex: Int { entries.count }

    /// A name, in lower case, and its value.
    package subscript(position: Int) -> (name: String, value: String) {
        (text(entries[position].name), text(entries[position].value))
    }
}
