extension Mask {
    /// The shape of what an API answered, without words that may be somebody's name: those with a capital, but for the
    /// first of a sentence.
    func shape(_ text: String) -> String {
        guard !isRevealing else { return text }
        var isFirst = true
        return sentence(text).split(separator: " ").map { word in
            let mayBeName = !isFirst && word.isCapitalized
            if word.contains(where: \.isLetter) { isFirst = word.last.map(".!?".contains) ?? false }
            return mayBeName ? "<name>" : String(word)
        }.joined(separator: " ")
    }
}

extension Substring {
    /// As names are written: what is in capitals throughout is a code, or has no small letters.
    fileprivate var isCapitalized: Bool {
        first(where: \.isLetter)?.isUppercase == true && contains(where: \.isLowercase)
    }
}
