package import CivilTime

/// What an answer tells of the quota that it was asked with.
package struct QuotaNews: Sendable, Equatable {
    package let refusal: Refusal?
    /// How many are left, and when that is counted anew.
    package let left: Left?

    package enum Refusal: Sendable, Equatable {
        case `for`(Duration)
        /// The API does not say for how long.
        case forAWhile
    }

    /// What an answer goes by that closes a quota with this.
    package var cause: String {
        switch refusal {
        case .for: left == nil ? "retry-after" : "ratelimit"
        case .forAWhile: "http-429"
        case nil: "ratelimit"
        }
    }

    package struct Left: Sendable, Equatable {
        package let count: Int
        package let reset: Duration
        /// How many there are from one reset to the next; nil where it does not say.
        package let limit: Int?

        /// Whether this one of two policies is the one that a request has to wait for.
        fileprivate func closes(before other: Left) -> Bool {
            count == other.count ? reset > other.reset : count < other.count
        }
    }

    /// Nil where an answer tells nothing, as most do.
    ///
    /// A 429 is about all that is asked with a credential, and so is a 503 that says how long to wait. What other answers
    /// say of waiting is about the one delivery.
    package init?(_ answer: Answer, at now: Timestamp) {
        left = Self.left(answer.headers, at: now)
        let wait = answer.status == 429 || answer.status == 503 ? answer.retryAfter(at: now) : nil
        if let wait {
            refusal = .for(min(wait, Answer.longestWait))
        } else if answer.status == 429 {
            refusal = left.map { .for($0.reset) } ?? .forAWhile
        } else {
            refusal = nil
        }
        if refusal == nil, left == nil { return nil }
    }

    private static func left(_ headers: [String: String], at now: Timestamp) -> Left? {
        for names in spellings {
            guard let remaining = headers[names.remaining] else { continue }
            return left(remaining, headers[names.reset], limit: headers[names.limit], at: now)
        }
        return headers["ratelimit"].flatMap { left(inPolicies: $0, at: now) }
    }

    private static let spellings = ["ratelimit", "x-ratelimit", "x-rate-limit"].map { prefix in
        (remaining: "\(prefix)-remaining", reset: "\(prefix)-reset", limit: "\(prefix)-limit")
    }

    /// Reads `limit=100, remaining=50, reset=5`, and the later `"burst";r=50;t=5, "daily";r=900;t=80000`.
    ///
    /// Of several policies the one that closes counts: with nothing left the one that opens last, else the one with the
    /// least left.
    private static func left(inPolicies text: String, at now: Timestamp) -> Left? {
        let policies = pieces(of: text[...], between: ",").compactMap { piece in
            let policy = fields(of: piece)
            return left(policy["r"], policy["t"], limit: nil, at: now)
        }
        guard policies.isEmpty else { return policies.min { $0.closes(before: $1) } }
        let whole = fields(of: text[...])
        return left(whole["remaining"], whole["reset"], limit: whole["limit"], at: now)
    }

    private static func fields(of text: Substring) -> [Substring: String] {
        var fields: [Substring: String] = [:]
        for field in pieces(of: text, between: ",; ") {
            guard let sign = field.firstIndex(of: "=") else { continue }
            fields[field[..<sign]] = String(field[field.index(after: sign)...])
        }
        return fields
    }

    /// What stands between quotation marks is a name, and stays whole.
    private static func pieces(of text: Substring, between separators: String) -> [Substring] {
        var isQuoted = false
        return text.split { (character: Character) -> Bool in
            if character == "\"" { isQuoted.toggle() }
            return !isQuoted && separators.contains(character)
        }
    }

    private static func left(_ remaining: String?, _ reset: String?, limit: String?, at now: Timestamp) -> Left? {
        guard let remaining = remaining.flatMap(number), let reset = reset.flatMap({ wait(until: $0, at: now) }) else {
            return nil
        }
        let limit = limit.flatMap(number)
        let count = min(remaining, limit ?? remaining)
        return Left(count: Int(count), reset: min(reset, Answer.longestWait), limit: limit.map { Int($0) })
    }

    /// Of a list the first counts, where it is not the comma of a date.
    private static func wait(until reset: String, at now: Timestamp) -> Duration? {
        Duration(untilReset: reset, at: now)
            ?? reset.firstIndex(of: ",").flatMap { Duration(untilReset: String(reset[..<$0]), at: now) }
    }

    /// A number that is not negative, of which the first of a list counts: `100, 100;w=60`.
    private static func number(_ text: String) -> Int64? {
        let digits = text.prefix { $0.isASCII && $0.isNumber }
        return digits.count <= 18 ? Int64(digits) : nil
    }
}
