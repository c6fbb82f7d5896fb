import CivilTime

extension Duration {
    /// Reads when a quota is counted anew, and says how long that is from now; nil where the text is none of the forms
    /// that APIs use.
    ///
    /// Those are seconds, seconds or milliseconds since 1970, a time of RFC 3339, a date of HTTP, and `6m0s`.
    init?(untilReset text: String, at now: Timestamp) {
        let text = text[...].withoutOuterSpaces
        if let number = Int64(roundingUp: text) {
            self.init(untilReset: number, at: now)
        } else if let wait = Duration(text: String(text)) {
            guard wait >= .zero, text.first != "+" else { return nil }
            self = wait
        } else {
            let moment = Timestamp(rfc3339: String(text)) ?? Timestamp(httpDate: String(text), now: now)
            guard let moment else { return nil }
            self = max(.zero, moment.duration(since: now))
        }
    }

    /// Some say in how many seconds, some at which second since 1970, some at which millisecond.
    private init?(untilReset number: Int64, at now: Timestamp) {
        switch number {
        case ..<1_000_000_000: self = .seconds(number)
        case ..<100_000_000_000: self = max(.zero, .seconds(number - now.seconds))
        case ..<1_000_000_000_000_000_000: self = max(.zero, .milliseconds(number - now.milliseconds))
        default: return nil
        }
    }
}
