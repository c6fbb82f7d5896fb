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
        var writer = JSONWriter(capacity: lower.byteRange.count + upper.byteRange.count)
        write(upper, over: lower, to: &writer)
        return writer.bytes
    }

    private func write(_ upper: JSONValue, over lower: JSONValue?, to writer: inout JSONWriter) {
        guard upper.kind == .object else { return writer.value(upper) }
        var changes = PendingChanges(upper)
        writer.object { writer in
            if let lower, lower.kind == .object { write(&changes, over: lower, to: &writer) }
            for change in changes.rest { write(change, over: nil, to: &writer) }
        }
    }

    private func write(_ changes: inout PendingChanges, over lower: JSONValue, to writer: inout JSONWriter) {
        var untouched = JSONMemberRun(of: lower)
        for member in lower.members {
            guard let change = changes.take(sameNameAs: member) else {
                untouched.append(member, to: &writer)
                continue
            }
            untouched.flush(to: &writer)
            write(change, over: member, to: &writer)
        }
        untouched.flush(to: &writer)
    }

    private func write(_ change: JSONMember, over lower: JSONMember?, to writer: inout JSONWriter) {
        if null == .removes, change.value.isNull { return }
        writer.name(of: lower ?? change)
        write(change.value, over: lower?.value, to: &writer)
    }
}

/// The upper object's members, each to be used once: few are looked through, many have an index.
private struct PendingChanges {
    private let members: [JSONMember]
    private var isUsed: [Bool]
    private var index: [[UInt8]: Int] = [:]

    init(_ object: JSONValue) {
        members = Array(object.members)
        isUsed = Array(repeating: false, count: members.count)
        guard members.count > 8 else { return }
        for (position, member) in members.enumerated() { index[member.nameBytes] = position }
    }

    /// The change for a member of the lower object, which then counts as made.
    mutating func take(sameNameAs member: JSONMember) -> JSONMember? {
        let position = members.count > 8 ? index[member.nameBytes] : members.firstIndex { $0.hasSameName(as: member) }
        guard let position else { return nil }
        isUsed[position] = true
        return members[position]
    }

    var rest: [JSONMember] { zip(members, isUsed).filter { !$1 }.map(\.0) }
}

/// Members of one object that stand side by side and go into the new text as they are: one copy for all of them.
private struct JSONMemberRun {
    private let document: JSONDocument
    private var bytes: Range<Int> = 0..<0

    init(of object: JSONValue) {
        document = object.document
    }

    mutating func append(_ member: JSONMember, to writer: inout JSONWriter) {
        // Between two of them an overridden one may stand, which must not be copied along.
        guard !document.repeatsNames else { return writer.member(member) }
        let range = member.byteRange
        bytes = bytes.isEmpty ? range : bytes.lowerBound..<range.upperBound
    }

    mutating func flush(to writer: inout JSONWriter) {
        guard !bytes.isEmpty else { return }
        writer.members(document, bytes)
        bytes = 0..<0
    }
}
