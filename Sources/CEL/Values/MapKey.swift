import JSON

/// What a map finds its entries by: numbers by value, whatever their type, and strings by their code points.
struct MapKey: Sendable, Hashable {
    private let kind: Kind

    private enum Kind: Sendable {
        case bool(Bool), int(Int64), uint(UInt64), string(String)
    }

    /// A key for a lookup; a fraction, like everything that no map can hold, is none.
    init?(_ value: Value) {
        switch value.resolved {
        case .bool(let bool): kind = .bool(bool)
        case .int(let int): kind = .int(int)
        case .uint(let uint): kind = Int64(exactly: uint).map { .int($0) } ?? .uint(uint)
        case .double(let double):
            if let int = Int64(exactly: double) {
                kind = .int(int)
            } else if let uint = UInt64(exactly: double) {
                kind = .uint(uint)
            } else {
                return nil
            }
        case .string(let text): kind = .string(text)
        default: return nil
        }
    }

    static func == (left: MapKey, right: MapKey) -> Bool {
        switch (left.kind, right.kind) {
        case (.bool(let left), .bool(let right)): left == right
        case (.int(let left), .int(let right)): left == right
        case (.uint(let left), .uint(let right)): left == right
        case (.string(let left), .string(let right)): left.isIdentical(to: right)
        default: false
        }
    }

    func hash(into hasher: inout Hasher) {
        switch kind {
        case .bool(let bool): hasher.combine(bool)
        case .int(let int): hasher.combine(int)
        case .uint(let uint): hasher.combine(uint)
        // String hashes its normal form: equal code points have equal ones.
        case .string(let text): hasher.combine(text)
        }
    }
}

extension String {
    /// Whether both have the same code points; `==` would also equate "é" with "e" and a combining accent.
    func isIdentical(to other: String) -> Bool {
        // Most texts that differ differ in length.
        utf8.count == other.utf8.count && utf8Span.span.isEqual(to: other.utf8Span.span)
    }
}

extension Span<UInt8> {
    /// Below zero when this comes first byte by byte, above when the other does; for UTF-8 it is the order of code points.
    func order(to other: Span<UInt8>) -> Int {
        for index in 0..<Swift.min(count, other.count) where self[index] != other[index] {
            return self[index] < other[index] ? -1 : 1
        }
        return count < other.count ? -1 : count == other.count ? 0 : 1
    }
}
