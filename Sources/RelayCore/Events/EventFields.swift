import JSON

/// The headers or the query parameters of an event, in their order; no name is there twice.
///
/// They are one piece of text, as a store keeps it, and not a table: each event carries them through many hands, and
/// few expressions ask for one of them.
package struct EventFields: Sendable, Equatable {
    /// A JSON object of texts without blanks; nothing where there are no fields.
    package let bytes: [UInt8]

    /// Takes back what `bytes` gave; of something else there are no fields, or those that can be read.
    package init(stored bytes: [UInt8]) { self.bytes = bytes }

    /// Takes the fields in their order; of several with one name the first.
    package init(_ fields: some Sequence<(name: String, value: String)>) {
        var builder = Builder()
        var names: Set<String> = []
        for (name, value) in fields where names.insert(name).inserted {
            builder.add(name.utf8Span.span, value.utf8Span.span)
        }
        self = builder.fields()
    }

    package init(_ fields: [String: String]) {
        self.init(fields.sorted { $0.key < $1.key }.map { (name: $0.key, value: $0.value) })
    }

    /// No fields, as most queries have.
    package static var none: EventFields { EventFields(stored: []) }

    package var isEmpty: Bool { bytes.isEmpty }

    package subscript(name: String) -> String? {
        var texts = StoredTexts(bytes)
        while let own = texts.next(), let value = texts.next() {
            if texts.reads(own, name) { return texts.text(value) }
        }
        return nil
    }
}

extension EventFields: Sequence {
    package struct Iterator: IteratorProtocol {
        private var texts: StoredTexts

        fileprivate init(_ fields: EventFields) { texts = StoredTexts(fields.bytes) }

        package mutating func next() -> (name: String, value: String)? {
            guard let name = texts.next(), let value = texts.next() else { return nil }
            return (texts.text(name), texts.text(value))
        }
    }

    package func makeIterator() -> Iterator { Iterator(self) }
}

extension EventFields: ExpressibleByDictionaryLiteral {
    package init(dictionaryLiteral elements: (String, String)...) {
        self.init(elements.map { (name: $0.0, value: $0.1) })
    }
}

extension EventFields {
    /// Puts fields together from their bytes, with no text made of any.
    package struct Builder: ~Copyable {
        private var writer: JSONWriter

        package init(capacity: Int = 0) {
            writer = JSONWriter(capacity: capacity)
        }

        /// Adds a field whose name is not there yet; what is not UTF-8 becomes U+FFFD.
        package mutating func add(_ name: Span<UInt8>, _ value: Span<UInt8>) {
            if writer.bytes.isEmpty { writer.openObject() }
            writer.name(name)
            writer.string(value)
        }

        package consuming func fields() -> EventFields {
            if !writer.bytes.isEmpty { writer.closeObject() }
            return EventFields(stored: writer.bytes)
        }
    }
}

/// Finds the texts of stored fields one after the other: names and values in turn.
private struct StoredTexts {
    private let bytes: [UInt8]
    /// Where the next text has its quotation mark.
    private var position = 1

    /// Where a text stands, without its quotation marks, and whether its bytes are not what it reads.
    struct Place {
        let range: Range<Int>
        let isEscaped: Bool
    }

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// Where the next text stands.
    mutating func next() -> Place? {
        guard let place = Self.place(at: position, in: bytes.span) else { return nil }
        // Behind the quotation mark stands a colon, a comma or the end.
        position = place.range.upperBound + 2
        return place
    }

    private static func place(at position: Int, in text: Span<UInt8>) -> Place? {
        let start = position + 1
        guard start < text.count, text[position] == UInt8(ascii: "\"") else { return nil }
        var isEscaped = false
        var end = text.endOfPlainText(from: start)
        while end < text.count, text[end] != UInt8(ascii: "\"") {
            let isBackslash = text[end] == UInt8(ascii: "\\")
            isEscaped = isEscaped || isBackslash
            end = text.endOfPlainText(from: isBackslash ? end + 2 : end + 1)
        }
        return end < text.count ? Place(range: start..<end, isEscaped: isEscaped) : nil
    }

    /// Whether the text is that one.
    func reads(_ place: Place, _ text: String) -> Bool {
        guard !place.isEscaped else { return self.text(place) == text }
        return bytes.span.extracting(place.range).isEqual(to: text.utf8Span.span)
    }

    func text(_ place: Place) -> String {
        guard place.isEscaped else { return bytes.span.extracting(place.range).text }
        let quoted = bytes[place.range.lowerBound - 1...place.range.upperBound]
        return (try? JSONDocument(Array(quoted)))?.root.string ?? ""
    }
}
