/// A JSON text that has been checked whole, with an index of its values.
///
/// Nothing is decoded before somebody asks: a value is a place on the tape, a number keeps its digits, and what is not
/// touched is written back byte for byte.
package final class JSONDocument: Sendable {
    package let bytes: [UInt8]
    /// Whether some object repeats a name; see `repeatedNames()`.
    package let repeatsNames: Bool
    let tape: [JSONEntry]
    /// Nil for a short text, such as an event.
    let landmarks: JSONLandmarks?

    /// Checks and indexes a text.
    ///
    /// - Throws: `JSONError` with the first fault, its line, column and pointer.
    package init(
        _ bytes: [UInt8],
        duplicates: JSONDuplicates = .lastWins,
        limits: JSONLimits = .standard
    ) throws(JSONError) {
        var parser = JSONParser(limits: limits, duplicates: duplicates)
        let tape = parser.parse(bytes.span)
        if let fault = parser.fault {
            throw JSONError(
                code: fault.code,
                offset: fault.offset,
                place: JSONPlace(of: fault.offset, in: bytes.span),
                pointer: parser.path(to: fault, on: tape, bytes.span)
            )
        }
        self.bytes = bytes
        landmarks = bytes.count < JSONLandmarks.leastBytes ? nil : JSONLandmarks(bytes.span, tape)
        repeatsNames = parser.repeatsNames
        self.tape = tape
    }

    package convenience init(
        _ text: String,
        duplicates: JSONDuplicates = .lastWins,
        limits: JSONLimits = .standard
    ) throws(JSONError) {
        try self.init(Array(text.utf8), duplicates: duplicates, limits: limits)
    }

    /// The place of a byte.
    func place(of offset: Int) -> JSONPlace {
        let bytes = bytes
        return landmarks?.milestones.place(of: offset, in: bytes.span) ?? JSONPlace(of: offset, in: bytes.span)
    }

    /// The text of a string or a name, its escapes resolved.
    func text(at index: Int) -> [UInt8] {
        let bytes = bytes
        return JSONEscapes.text(of: tape[index], bytes.span)
    }

    package var root: JSONValue { JSONValue(document: self, index: 0) }

    /// The names that stand more than once in their object, where the last one counted; the first few of them.
    package func repeatedNames(atMost limit: Int = 16) -> [JSONPointer] {
        var pointers: [JSONPointer] = []
        guard repeatsNames else { return pointers }
        for index in tape.indices where tape[index].repeatsNames {
            guard pointers.count < limit else { break }
            let object = JSONValue(document: self, index: index)
            let pointer = object.pointer
            pointers += object.repeatedNames.prefix(limit - pointers.count).map(pointer.appending)
        }
        return pointers
    }
}
