/// A text with a mark at the place that a finding should point at.
struct MarkedText {
    static let mark: Character = "▸"

    let text: String
    let line: Int
    let column: Int

    /// Nil where the mark stands not once.
    init?(_ marked: String) {
        let parts = marked.split(separator: Self.mark, omittingEmptySubsequences: false)
        guard parts.count == 2, let before = parts.first else { return nil }
        text = parts.joined()
        line = before.count { $0 == "\n" } + 1
        column = before.reversed().prefix { $0 != "\n" }.count + 1
    }
}
