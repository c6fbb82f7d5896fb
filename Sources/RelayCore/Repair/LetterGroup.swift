/// Dead letters that died of the same: at one destination, for one cause, of answers of one shape.
package struct LetterGroup: Sendable, Hashable {
    package let destination: String
    package let cause: String
    package let signature: String

    package init(destination: String, cause: String, signature: String) {
        self.destination = destination
        self.cause = cause
        self.signature = signature
    }

    /// A short name that is the same for the same three at any time: `g_3f9a1c04`.
    package var name: String {
        let digits = String(UInt32(truncatingIfNeeded: digest ^ digest >> 32), radix: 16)
        return "g_" + String(repeating: "0", count: 8 - digits.count) + digits
    }

    /// A short hash will do: nobody gains by two groups of one name, who could not make dead letters of one group as well.
    private var digest: UInt64 {
        var hash = FowlerNollVo()
        for text in [destination, cause, signature] {
            hash.add(text)
            hash.add(0xFF as UInt8)  // In no text, so that what ends one and begins the next cannot be confused.
        }
        return hash.value
    }
}
