/// The members of an object, each found by one step from the one before.
package struct JSONMembers: Sequence, IteratorProtocol, Sendable {
    private let document: JSONDocument
    private var names: JSONNames

    init(_ names: JSONNames, of document: JSONDocument) {
        self.document = document
        self.names = names
    }

    package mutating func next() -> JSONMember? {
        names.next(on: document.tape).map { JSONMember(document: document, index: $0) }
    }
}

/// The entries of an object's names; what works through two documents at once takes these, which hold neither.
struct JSONNames: Sendable {
    private var cursor: Int
    private let end: Int
    /// The entries of names that a later member of the same name overrides.
    private var hidden: Set<Int> = []

    /// All of them, also those that do not count.
    init(allOf object: Int, on tape: [JSONEntry]) {
        cursor = object + 1
        end = tape[object].kind == .object ? Int(tape[object].link) : cursor
    }

    /// Those that count: of a repeated name, only the last.
    init(of object: Int, in document: JSONDocument) {
        self.init(allOf: object, on: document.tape)
        guard document.tape[object].repeatsNames else { return }
        var last: [[UInt8]: Int] = [:]
        var names = self
        while let index = names.next(on: document.tape) {
            if let earlier = last.updateValue(index, forKey: document.text(at: index)) { hidden.insert(earlier) }
        }
    }

    mutating func next(on tape: [JSONEntry]) -> Int? {
        while cursor < end {
            let index = cursor
            cursor = Int(tape[index + 1].link)
            if hidden.isEmpty || !hidden.contains(index) { return index }
        }
        return nil
    }
}
