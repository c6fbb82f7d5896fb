/// What a code of a finding means, for whoever has met it: at more length than a line of `check` has.
package struct FindingText: Sendable {
    package let code: FindingCode
    /// The matter in a line, without a capital and a full stop.
    package let summary: String
    /// What it means and how it comes about, in sentences.
    package let meaning: String
    /// What happens to leads and conversions if it stays, in sentences.
    package let stake: String
    /// A piece of a file that is wrong, and the same mended.
    package let wrong: String
    package let right: String
    package let acceptance: Acceptance

    /// Whether somebody may say that it is meant.
    package enum Acceptance: Sendable, Equatable {
        /// An error: it has to be mended.
        case never
        /// By its code under `accept` in the send that it is about.
        case inSend
        /// By `accept` where it is about a send, and otherwise not at all.
        case inSendOnly(otherwise: String)
        /// Not by its code, but in the way that the sentence says.
        case otherwise(String)
    }

    init(
        _ code: FindingCode,
        _ summary: String,
        meaning: String,
        stake: String,
        wrong: String,
        right: String,
        _ acceptance: Acceptance = .never
    ) {
        self.code = code
        self.summary = summary
        self.meaning = meaning
        self.stake = stake
        self.wrong = wrong
        self.right = right
        self.acceptance = acceptance
    }

    /// How it is accepted, in sentences.
    package var acceptanceText: String {
        let accepting =
            "Where it is meant, the send says so: \"accept\": [\"\(code.rawValue)\"]. It is then told no more."
        return switch acceptance {
        case .never: "It cannot be accepted: nothing runs before it is mended."
        case .inSend: accepting
        case .inSendOnly(let otherwise): "\(accepting) \(otherwise)"
        case .otherwise(let how): how
        }
    }
}

extension FindingText {
    /// A text for every code that leadrelay itself gives.
    package static let all = structure + references + expressions + sends + values + together

    /// The text of a code; nil for one that only a contract gives.
    package static func of(_ code: FindingCode) -> FindingText? { all.first { $0.code == code } }
}
