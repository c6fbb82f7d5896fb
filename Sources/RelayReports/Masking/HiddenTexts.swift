/// Texts that are not shown, found wherever they were copied to, however their letters are composed there: an API may
/// repeat `é` as one code point that came as two.
struct HiddenTexts: Sendable {
    /// By their first letter.
    private var texts: [Character: Set<[Character]>] = [:]
    private(set) var count = 0

    mutating func insert(_ text: String) {
        let letters = Array(text)
        guard let first = letters.first, texts[first, default: []].insert(letters).inserted else { return }
        count += 1
    }

    /// Whether a text repeats one of them.
    func occur(in text: String) -> Bool {
        guard count > 0 else { return false }
        let letters = Array(text)
        return letters.indices.contains { start in
            texts[letters[start]]?.contains { letters[start...].starts(with: $0) } ?? false
        }
    }
}
