import JSON
import Quotation
import RelayRoutes

/// Compares two JSON values member by member.
struct BodyComparison {
    private(set) var differences: [Difference] = []
    /// Whether objects on the right may have members that the left ones lack.
    private let isPartial: Bool
    private let root: String

    private init(_ root: String, isPartial: Bool) {
        self.root = root
        self.isPartial = isPartial
    }

    /// What the right side has otherwise; the paths of differences begin with the root's name, such as `body`.
    static func differences(
        _ left: JSONValue,
        _ right: JSONValue,
        root: String,
        isPartial: Bool = false
    ) -> [Difference] {
        var comparison = BodyComparison(root, isPartial: isPartial)
        comparison.compare(left, right, at: JSONPointer())
        return comparison.differences
    }

    private mutating func compare(_ left: JSONValue, _ right: JSONValue, at pointer: JSONPointer) {
        switch (left.kind, right.kind) {
        case (.object, .object): compareMembers(left, right, at: pointer)
        case (.array, .array): compareElements(left, right, at: pointer)
        default: if left != right { add(left, right, at: pointer) }
        }
    }

    private mutating func compareMembers(_ left: JSONValue, _ right: JSONValue, at pointer: JSONPointer) {
        for member in left.members {
            let pointer = pointer.appending(member.name)
            if let other = right[member.name] {
                compare(member.value, other, at: pointer)
            } else if member.name != Comment.key {
                add(member.value, nil, at: pointer)
            }
        }
        guard !isPartial else { return }
        for member in right.members where left[member.name] == nil {
            add(nil, member.value, at: pointer.appending(member.name))
        }
    }

    private mutating func compareElements(_ left: JSONValue, _ right: JSONValue, at pointer: JSONPointer) {
        let (left, right) = (Array(left.elements), Array(right.elements))
        for position in 0..<max(left.count, right.count) {
            let pointer = pointer.appending(String(position))
            let one = position < left.count ? left[position] : nil
            let other = position < right.count ? right[position] : nil
            if let one, let other { compare(one, other, at: pointer) } else { add(one, other, at: pointer) }
        }
    }

    private mutating func add(_ left: JSONValue?, _ right: JSONValue?, at pointer: JSONPointer) {
        differences.append(
            Difference(
                path: root + pointer.description.shown,
                left: left.map { .json($0) },
                right: right.map { .json($0) }
            )
        )
    }
}
