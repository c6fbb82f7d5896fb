/// An expression's text, which can tell the place of any of its bytes.
package struct SourceText: Sendable, Equatable {
    package let text: String
    let bytes: [UInt8]

    package init(_ text: String) {
        self.text = text
        bytes = Array(text.utf8)
    }

    /// The line and column of a byte, both from one; a column is a Unicode scalar.
    package func place(of offset: Int) -> (line: Int, column: Int) {
        let before = bytes[..<min(offset, bytes.count)]
        let lineStart = before.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
        let line = before.count { $0 == UInt8(ascii: "\n") } + 1
        return (line, before[lineStart...].scalarCount + 1)
    }

    /// How many bytes it has.
    package var count: Int { bytes.count }

    /// Where a piece of text stands next, at or behind the offset.
    package func firstOffset(of piece: StaticString, from start: Int) -> Int? {
        let wanted = Array(piece.description.utf8)
        guard start + wanted.count <= bytes.count else { return nil }
        return (start...bytes.count - wanted.count).first { bytes[$0..<$0 + wanted.count].elementsEqual(wanted) }
    }

    /// The text of a stretch of bytes.
    package func slice(_ range: Range<Int>) -> String {
        String(decoding: bytes[range.clamped(to: 0..<bytes.count)], as: UTF8.self)
    }

    /// The line that holds a byte, and below it a caret under that byte; of a long line the part around it.
    package func excerpt(at offset: Int) -> String {
        let line = lineRange(around: offset)
        let caret = min(max(offset, line.lowerBound), line.upperBound)
        let start = scalarStart(caret - Self.excerptWidth / 2, atLeast: line.lowerBound)
        let end = scalarStart(start + Self.excerptWidth, atLeast: caret)
        let shown = line.clamped(to: start..<max(end, start))
        let (head, tail) = (
            shown.lowerBound > line.lowerBound ? "…" : "", shown.upperBound < line.upperBound ? "…" : ""
        )
        // Tabs and controls take one column here as they do in `place`, so that the caret stays under its byte.
        let part = String(String.UnicodeScalarView(slice(shown).unicodeScalars.map { $0.isVisible ? $0 : " " }))
        let dots = String(
            repeating: ".",
            count: bytes[shown.lowerBound..<caret].scalarCount + head.unicodeScalars.count
        )
        return " | \(head)\(part)\(tail)\n | \(dots)^"
    }

    /// Where the character begins that holds a byte.
    private func scalarStart(_ offset: Int, atLeast start: Int) -> Int {
        var index = min(max(offset, start), bytes.count)
        while index > start, index < bytes.count, bytes[index] & 0xC0 == 0x80 { index -= 1 }
        return index
    }

    private func lineRange(around offset: Int) -> Range<Int> {
        let offset = min(offset, bytes.count)
        let newline = UInt8(ascii: "\n")
        let start = bytes[..<offset].lastIndex(of: newline).map { $0 + 1 } ?? 0
        return start..<(bytes[offset...].firstIndex(of: newline) ?? bytes.count)
    }

    private static let excerptWidth = 100
}

extension ArraySlice<UInt8> {
    /// How many Unicode scalars begin here.
    fileprivate var scalarCount: Int { count { $0 & 0xC0 != 0x80 } }
}

extension Unicode.Scalar {
    /// Whether it takes its place on a terminal and does nothing else there: no control, no mark that turns the direction.
    var isVisible: Bool {
        switch properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate: false
        default: true
        }
    }
}
