extension String {
    /// How many columns of a terminal a harmless text takes.
    var columns: Int { unicodeScalars.reduce(0) { $0 + $1.columns } }

    /// The beginning of a harmless text, with an ellipsis where it was cut.
    func cut(toColumns limit: Int) -> String {
        // Marks that stack on one letter take no column, and no name needs many of them.
        guard columns > limit || unicodeScalars.count > limit * 3 else { return self }
        var taken = ""
        var room = limit - 1
        for scalar in unicodeScalars.prefix(limit * 3) {
            room -= scalar.columns
            guard room >= 0 else { break }
            taken.unicodeScalars.append(scalar)
        }
        return taken + "…"
    }

    func padded(toColumns width: Int) -> String { self + String(repeating: " ", count: max(0, width - columns)) }
}

extension Unicode.Scalar {
    fileprivate var columns: Int {
        guard value >= 0x300 else { return 1 }
        switch properties.generalCategory {
        case .nonspacingMark, .enclosingMark: return 0
        default: return Self.wide.contains { $0.contains(value) } || properties.isEmojiPresentation ? 2 : 1
        }
    }

    /// East Asian letters that take two columns (Unicode's annex 11, in blocks).
    private static let wide: [ClosedRange<UInt32>] = [
        0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
        0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x20000...0x3FFFD,
    ]
}
