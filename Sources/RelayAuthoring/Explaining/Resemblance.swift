import Spelling

/// How two texts that differ may have been meant to be the same.
enum Resemblance {
    case inAllButCase, inAllButBlanks, inSpelling

    /// A longer text is no word that someone wrote by hand, and comparing it would only take time.
    private static let longest = 200

    init?(_ left: String, _ right: String) {
        guard max(left.utf8.count, right.utf8.count) <= Self.longest else { return nil }
        let (first, second) = (left.trimmed, right.trimmed)
        if left == right || first.isEmpty || second.isEmpty { return nil }
        if first == second {
            self = .inAllButBlanks
        } else if first.lowercased() == second.lowercased() {
            self = .inAllButCase
        } else if Self.isSlip(first, second) {
            self = .inSpelling
        } else {
            return nil
        }
    }

    var hint: String {
        switch self {
        case .inAllButCase: "case counts"
        case .inAllButBlanks: "blanks count"
        case .inSpelling: "is one of them misspelt?"
        }
    }

    /// Words of one text are compared one by one, since `deal.won` is no slip for `deal.lost`.
    private static func isSlip(_ left: Substring, _ right: Substring) -> Bool {
        let (first, second) = (left.words, right.words)
        guard first.count == second.count else { return first.joined() == second.joined() }
        let differing = zip(first, second).filter { $0 != $1 }
        if differing.isEmpty { return true }
        guard differing.count == 1, let pair = differing.first else { return false }
        return pair.0.isWord && pair.1.isWord && Spelling.nearest(to: pair.0, among: [pair.1]) != nil
            && Spelling.nearest(to: pair.1, among: [pair.0]) != nil
    }
}

extension String {
    fileprivate var trimmed: Substring {
        guard let start = firstIndex(where: { !$0.isWhitespace }), let end = lastIndex(where: { !$0.isWhitespace })
        else { return "" }
        return self[start...end]
    }

    /// Long enough, and without digits, for a slip to be likelier than another word.
    fileprivate var isWord: Bool { utf8.count >= 4 && !utf8.contains { (48...57).contains($0) } }
}

extension Substring {
    fileprivate var words: [String] {
        lowercased().split { !($0.isLetter || $0.isNumber) }.map(String.init)
    }
}
