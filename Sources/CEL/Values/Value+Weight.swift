import JSON

extension Value {
    /// How much work it is to go through the whole value: one for each value in it, and one for each 64 bytes of text.
    ///
    /// A value may lie in another many times over, and what lies in it too; so a small expression can make a value whose
    /// unfolded size is astronomic. The weight counts it unfolded and is known without walking it.
    var weight: Int {
        switch self {
        case .null, .bool, .int, .uint, .double, .timestamp, .duration, .opaque: 1
        case .string(let text): Self.weight(ofBytes: text.utf8.count)
        case .type(let name): Self.weight(ofBytes: name.utf8.count)
        case .bytes(let bytes): Self.weight(ofBytes: bytes.count)
        case .list(let list): list.weight
        case .map(let map): map.weight
        case .optional(let value): value.map { $0.weight.addingClamped(1) } ?? 1
        case .json(let json): json.entryCount + json.byteRange.count / 64
        }
    }

    /// How many values lie in each other: what goes through a value recurses as deep, so the evaluation bounds it.
    var depth: Int {
        switch self {
        case .list(let list): list.depth
        case .map(let map): map.depth
        case .optional(let content): content.map { $0.depth + 1 } ?? 1
        case .null, .bool, .int, .uint, .double, .string, .bytes, .timestamp, .duration, .type, .opaque, .json: 0
        }
    }

    static func weight(ofBytes count: Int) -> Int { 1 + count / 64 }
}

extension Int {
    /// The sum, or the greatest number where it would be beyond.
    func addingClamped(_ other: Int) -> Int {
        let (sum, overflow) = addingReportingOverflow(other)
        return overflow ? .max : sum
    }
}
