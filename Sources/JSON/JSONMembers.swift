/// The members of an object, each found by one step from the one before.
package struct JSONMembers: Sequence, IteratorProtocol, Sendable {
    private let document: JSONDocument
    private var cursor: Int
    private let end: Int
    /// The entries of names that a later member of the same name overrides.
    private var hidden: Set<Int> = []

    init(object: JSONValue) {
        self.init(allOf: object)
        guard object.entry.flags.contains(.repeatsNames), object.kind == .object else { return }
        var last: [[UInt8]: Int] = [:]
        for member in self {
            if let earlier = last.updateValue(member.index, forKey: member.nameBytes) { hidden.insert(earlier) }
        }
    }

    /// All of them, also those that do not count.
    init(allOf object: JSONValue) {
        document = object.document
        cursor = object.index + 1
        end = object.kind == .object ? Int(object.entry.link) : cursor
    }

    package mutating func next() -> JSONMember? {
        while cursor < end {
            let index = cursor
            cursor = Int(document.tape[index + 1].link)
            if hidden.isEmpty || !hidden.contains(index) { return JSONMember(document: document, index: index) }
        }
        return nil
    }
}
