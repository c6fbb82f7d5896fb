/// A phone number as somebody wrote it, with the marks taken out that only please the eye.
struct WrittenPhoneNumber {
    /// Digits of ASCII.
    private(set) var digits = ""
    private(set) var hasPlus = false
    /// Which of the digits stood in the first parentheses.
    private(set) var enclosed = 0..<0
    private var opened: Int?

    init(_ text: String) throws(PhoneProblem) {
        guard text.utf8.count <= Self.longestText else {
            throw PhoneProblem("the phone number is longer than \(Self.longestText) bytes", "Send one number alone")
        }
        for scalar in text.unicodeScalars { try take(scalar) }
        guard opened == nil else { throw Self.unbalanced }
        guard !digits.isEmpty else { throw PhoneProblem("the phone number has no digits", "Leave the field out") }
    }

    /// Longer than any number with its marks.
    private static let longestText = 64

    private mutating func take(_ scalar: Unicode.Scalar) throws(PhoneProblem) {
        switch scalar {
        case "0"..."9": digits.unicodeScalars.append(scalar)
        case "+":
            guard !hasPlus, digits.isEmpty else {
                throw PhoneProblem("a plus stands within the phone number", "It stands once, before the calling code")
            }
            hasPlus = true
        case "(":
            guard opened == nil else { throw Self.unbalanced }
            opened = digits.utf8.count
        case ")":
            guard let start = opened else { throw Self.unbalanced }
            if enclosed.isEmpty { enclosed = start..<digits.utf8.count }
            opened = nil
        case " ", "\u{A0}", "\u{2009}", "\u{202F}", ".", "-", "\u{2010}", "\u{2011}", "\u{2013}", "/": break
        default: throw Self.stranger(scalar)
        }
    }

    private static let unbalanced = PhoneProblem(
        "the parentheses in the phone number do not match",
        "Each is closed before the next is opened"
    )

    private static func stranger(_ scalar: Unicode.Scalar) -> PhoneProblem {
        if scalar.properties.numericType != nil {
            return PhoneProblem("the phone number has digits other than 0 to 9", "Write them as 0 to 9")
        }
        if scalar.properties.isAlphabetic {
            return PhoneProblem("the phone number holds a letter", "Send digits only, and extensions elsewhere")
        }
        return PhoneProblem(
            "the phone number holds a sign other than digits, spaces, ( ) . - / and +",
            "Send one number alone, without extension"
        )
    }
}

/// Why something is no phone number, told without repeating it: a number is personal data.
struct PhoneProblem: Error, Equatable {
    let fact: String
    let remedy: String

    init(_ fact: String, _ remedy: String) {
        self.fact = fact
        self.remedy = remedy
    }
}
