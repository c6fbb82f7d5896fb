extension JSONValue: Equatable {
    /// Whether both say the same: numbers by value, strings by text, objects without regard to order, of a repeated
    /// name the last.
    package static func == (left: JSONValue, right: JSONValue) -> Bool {
        guard left.kind == right.kind else { return false }
        switch left.kind {
        case .null: return true
        case .bool: return left.bool == right.bool
        case .number: return left.hasSameSource(as: right) || left.number == right.number
        case .string: return left.hasSameText(as: right)
        case .array: return left.count == right.count && zip(left.elements, right.elements).allSatisfy { $0 == $1 }
        case .object: return left.hasEqualMembers(to: right)
        }
    }

    private func hasSameSource(as other: JSONValue) -> Bool {
        document.bytes[byteRange].elementsEqual(other.document.bytes[other.byteRange])
    }

    /// Whether both are strings and spell the same.
    func hasSameText(as other: JSONValue) -> Bool {
        guard kind == .string, other.kind == .string else { return false }
        let (bytes, otherBytes) = (document.bytes, other.document.bytes)
        return JSONEscapes.areEqual(entry, bytes.span, other.entry, otherBytes.span)
    }

    /// Whether this is a string that spells the text; it looks no further than to the first difference.
    package func spells(_ text: Span<UInt8>) -> Bool {
        guard kind == .string else { return false }
        let bytes = document.bytes
        return JSONEscapes.areEqual(entry, bytes.span, JSONEntry(.string, start: 0, end: text.count), text)
    }

    private func hasEqualMembers(to other: JSONValue) -> Bool {
        guard count == other.count else { return false }
        let index = JSONMemberIndex(other)
        return members.allSatisfy { index[$0] == $0.value }
    }
}

/// The members of an object, found in constant time; for comparing and merging, where every name is looked up once.
struct JSONMemberIndex {
    private var values: [[UInt8]: JSONValue] = [:]

    init(_ object: JSONValue) {
        values.reserveCapacity(object.count)
        for member in object.members { values[member.nameBytes] = member.value }
    }

    var count: Int { values.count }

    subscript(member: JSONMember) -> JSONValue? { values[member.nameBytes] }
}
