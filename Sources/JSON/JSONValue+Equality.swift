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
        withText { own in other.withText { own.isEqual(to: $0) } ?? false } ?? false
    }

    private func hasEqualMembers(to other: JSONValue) -> Bool {
        let index = JSONMemberIndex(other)
        var matched = 0
        for member in members {
            guard index[member] == member.value else { return false }
            matched += 1
        }
        return matched == index.count
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
