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
        return (line, before[lineStart...].count { $0 & 0xC0 != 0x80 } + 1)
    }

    /// The text of a stretch of bytes.
    package func slice(_ range: Range<Int>) -> String {
        String(decoding: bytes[range.clamped(to: 0..<bytes.count)], as: UTF8.self)
    }

    /// The line that holds a byte, and below it a caret under that byte; of a long line the part around it.
    package func excerpt(at offset: Int) -> String {
        let place = place(of: offset)
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        let line = lines.indices.contains(place.line - 1) ? lines[place.line - 1] : ""
        let start = max(0, place.column - 1 - Self.excerptWidth / 2)
        // Tabs and controls take one column here as they do in `place`, so that the caret stays under its byte.
        let shown = line.unicodeScalars.dropFirst(start).map { $0.value < 0x20 ? " " : $0 }
        let (head, tail) = (start > 0 ? "…" : "", shown.count > Self.excerptWidth ? "…" : "")
        let part = String(String.UnicodeScalarView(shown.prefix(Self.excerptWidth)))
        let dots = String(repeating: ".", count: place.column - 1 - start + head.unicodeScalars.count)
        return " | \(head)\(part)\(tail)\n | \(dots)^"
    }

    private static let excerptWidth = 100
}
