/// Lays one object over another, as far as both are objects; what the upper one does not name stays as it is.
///
/// Names, order, digits and unknown members of the lower one survive; new members come last, in the upper one's order.
package struct JSONMerge: Sendable {
    /// What a null in the upper object does.
    package enum Null: Sendable {
        /// The member becomes null.
        case isValue
        /// The member is left out, as in RFC 7396.
        case removes
    }

    private let null: Null

    package init(null: Null) {
        self.null = null
    }

    /// The lower value with the upper one laid over it, as a text.
    package func lay(_ upper: JSONValue, over lower: JSONValue) -> [UInt8] {
        var layers = JSONLayers(
            upper: upper.document,
            lower: lower.document,
            null: null,
            writer: JSONWriter(capacity: lower.byteRange.count + upper.byteRange.count + 1)
        )
        layers.write(upper.index, over: lower.index)
        return layers.writer.bytes
    }
}

/// Two documents on their way to become one; values are places on the tapes, so that no step counts references.
private struct JSONLayers {
    let upper: JSONDocument
    let lower: JSONDocument
    let null: JSONMerge.Null
    var writer: JSONWriter

    mutating func write(_ change: Int, over base: Int?) {
        guard upper.tape[change].kind == .object else {
            return writer.value(JSONValue(document: upper, index: change))
        }
        var changes = PendingChanges(of: change, in: upper)
        writer.openObject()
        if let base, lower.tape[base].kind == .object { write(&changes, over: base) }
        for case let name? in changes.names { write(change: name, over: nil) }
        writer.closeObject()
    }

    private mutating func write(_ changes: inout PendingChanges, over base: Int) {
        let tape = lower.tape
        var names = JSONNames(of: base, in: lower)
        var untouched = 0..<0
        while let name = names.next(on: tape) {
            if let change = changes.take(name, of: lower, from: upper) {
                write(members: &untouched)
                write(change: change, over: name)
            } else {
                keep(name, &untouched)
            }
        }
        write(members: &untouched)
    }

    private mutating func write(change: Int, over name: Int?) {
        if null == .removes, upper.tape[change + 1].kind == .null { return }
        if let name { writer.name(name, of: lower) } else { writer.name(change, of: upper) }
        write(change + 1, over: name.map { $0 + 1 })
    }

    // MARK: Members that stay

    /// Takes a member along as it is: those that stand side by side become one copy.
    private mutating func keep(_ name: Int, _ untouched: inout Range<Int>) {
        // Between two of them an overridden one may stand, which must not be copied along.
        guard !lower.repeatsNames else { return writer.member(name, of: lower) }
        let start = Int(lower.tape[name].start) - 1
        untouched = (untouched.isEmpty ? start : untouched.lowerBound)..<lower.tape[name + 1].byteRange.upperBound
    }

    private mutating func write(members untouched: inout Range<Int>) {
        guard !untouched.isEmpty else { return }
        writer.members(lower, untouched)
        untouched = 0..<0
    }
}

/// The upper object's members, each to be used once: few are looked through, many have an index.
private struct PendingChanges {
    /// The entries of their names; none in the place of one that has been used.
    private(set) var names: [Int?] = []
    private var index: [[UInt8]: Int] = [:]

    init(of object: Int, in document: JSONDocument) {
        var members = JSONNames(of: object, in: document)
        names.reserveCapacity(document.tape[object].count)
        while let name = members.next(on: document.tape) { names.append(name) }
        guard names.count > 8 else { return }
        for case (let position, let name?) in names.enumerated() {
            index[document.text(at: name)] = position
        }
    }

    /// The change for a member of the lower object, which then counts as made.
    mutating func take(_ name: Int, of lower: JSONDocument, from upper: JSONDocument) -> Int? {
        let found = index.isEmpty ? search(name, of: lower, in: upper) : index[lower.text(at: name)]
        guard let found else { return nil }
        defer { names[found] = nil }
        return names[found]
    }

    private func search(_ name: Int, of lower: JSONDocument, in upper: JSONDocument) -> Int? {
        let entry = lower.tape[name]
        let tape = upper.tape
        for position in names.indices {
            guard let candidate = names[position], tape[candidate].link == entry.link else { continue }
            let (changed, kept) = (upper.bytes, lower.bytes)
            if JSONEscapes.areEqual(tape[candidate], changed.span, entry, kept.span) { return position }
        }
        return nil
    }
}
