/// The elements of an array, each found by one step from the one before.
package struct JSONElements: Sequence, IteratorProtocol, Sendable {
    private let document: JSONDocument
    private var cursor: Int
    private let end: Int

    init(array: JSONValue) {
        document = array.document
        cursor = array.index + 1
        end = array.kind == .array ? Int(array.entry.link) : cursor
    }

    package mutating func next() -> JSONValue? {
        guard cursor < end else { return nil }
        defer { cursor = Int(document.tape[cursor].link) }
        return JSONValue(document: document, index: cursor)
    }
}
