/// Texts within texts, both of them short, byte by byte in UTF-8: a letter that is composed in another way is another.
///
/// The standard library's own come with its regular expressions, which are a megabyte of a program that has no use for
/// them: no target that ships imports them.
extension StringProtocol {
    /// Where another text occurs first.
    package func range(ofFirst text: some StringProtocol) -> Range<Index>? {
        var rest = utf8[...]
        repeat {
            if rest.starts(with: text.utf8) {
                return rest.startIndex..<rest.index(rest.startIndex, offsetBy: text.utf8.count)
            }
        } while rest.popFirst() != nil
        return nil
    }

    /// Whether another text occurs in it.
    package func holds(_ text: some StringProtocol) -> Bool { range(ofFirst: text) != nil }

    /// The text with something else for each occurrence of a text.
    package func replacing(each old: some StringProtocol, with new: String) -> String {
        pieces(between: old).joined(separator: new)
    }

    /// What lies before, between and behind the occurrences of a text; the whole, where that is empty.
    package func pieces(between text: some StringProtocol) -> [SubSequence] {
        guard !text.isEmpty else { return [self[...]] }
        var (pieces, rest) = ([SubSequence](), self[...])
        while let found = rest.range(ofFirst: text) {
            pieces.append(rest[..<found.lowerBound])
            rest = rest[found.upperBound...]
        }
        return pieces + [rest]
    }
}
