/// A JSON text that has been checked whole, with an index of its values.
///
/// Nothing is decoded before somebody asks: a value is a place on the tape, a number keeps its digits, and what is not
/// touched is written back byte for byte.
package final class JSONDocument: Sendable {
    package let bytes: [UInt8]
    /// Whether some object repeats a name; see `repeatedNames()`.
    package let repeatsNames: Bool
    let tape: [JSONEntry]

    /// Checks and indexes a text.
    ///
    /// - Throws: `JSONError` with the first fault, its line, column and pointer.
    package init(
        _ bytes: [UInt8],
        duplicates: JSONDuplicates = .lastWins,
        limits: JSONLimits = .standard
    ) throws(JSONError) {
        var parser = JSONParser(limits: limits, duplicates: duplicates)
        do throws(JSONFault) {
            try parser.parse(bytes.span)
        } catch {
            throw JSONError(
                code: error.code,
                offset: error.offset,
                place: JSONPlace(of: error.offset, in: bytes.span),
                pointer: parser.openPath(bytes.span)
            )
        }
        self.bytes = bytes
        repeatsNames = parser.repeatsNames
        tape = parser.tape
    }

    package convenience init(
        _ text: String,
        duplicates: JSONDuplicates = .lastWins,
        limits: JSONLimits = .standard
    ) throws(JSONError) {
        try self.init(Array(text.utf8), duplicates: duplicates, limits: limits)
    }

    package var root: JSONValue { JSONValue(document: self, index: 0) }

    /// The names that stand more than once in their object, where the last one counted.
    package func repeatedNames() -> [JSONPointer] {
        guard repeatsNames else { return [] }
        return tape.indices.filter { tape[$0].flags.contains(.repeatsNames) && tape[$0].kind == .object }
            .flatMap { index in
                let object = JSONValue(document: self, index: index)
                return object.repeatedNames.map { object.pointer.appending($0) }
            }
    }
}
