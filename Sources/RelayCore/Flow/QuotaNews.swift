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
    }

    /// What is asked to wait longer is asked again after a day: a slip of an API must not close a destination for good.
    private static let longest = Duration.seconds(86_400)

    /// Nil where an answer tells nothing, as most do.
    ///
    /// A 429 is about all that is asked with a credential, and so is a 503 that says how long to wait. What other answers
    /// say of waiting is about the one delivery.
    package init?(_ answer: Answer, at now: Timestamp) {
        left = Self.left(answer.headers, at: now)
        let wait = answer.status == 429 || answer.status == 503 ? answer.retryAfter(at: now) : nil
        if let wait {
            refusal = .for(min(wait, Self.longest))
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
        return headers["ratelimit"].flatMap { left(inFields: $0, at: now) }
    }

    private static let spellings = ["ratelimit", "x-ratelimit", "x-rate-limit"].map { prefix in
        (remaining: "\(prefix)-remaining", reset: "\(prefix)-reset", limit: "\(prefix)-limit")
    }

    /// Reads `limit=100, remaining=50, reset=5`, and the later `"default";r=50;t=5`.
    private static func left(inFields text: String, at now: Timestamp) -> Left? {
        var fields: [Substring: String] = [:]
        for field in text.split(whereSeparator: { ",; ".contains($0) }) {
            guard let sign = field.firstIndex(of: "=") else { continue }
            fields[field[..<sign]] = String(field[field.index(after: sign)...])
        }
        return left(fields["remaining"] ?? fields["r"], fields["reset"] ?? fields["t"], limit: fields["limit"], at: now)
    }

    private static func left(_ remaining: String?, _ reset: String?, limit: String?, at now: Timestamp) -> Left? {
        guard let remaining = remaining.flatMap(number), let reset = reset.flatMap(number) else { return nil }
        let limit = limit.flatMap(number)
        let count = min(remaining, limit ?? remaining)
        return Left(count: Int(count), reset: wait(until: reset, at: now), limit: limit.map { Int($0) })
    }

    /// Some say in how many seconds, some at which second since 1970, some at which millisecond.
    private static func wait(until reset: Int64, at now: Timestamp) -> Duration {
        let wait: Duration =
            switch reset {
            case ..<1_000_000_000: .seconds(reset)
            case ..<100_000_000_000: .seconds(reset - now.seconds)
            default: .milliseconds(reset - now.milliseconds)
            }
        return min(max(.zero, wait), longest)
    }

    /// A number that is not negative, of which the first of a list counts: `100, 100;w=60`.
    private static func number(_ text: String) -> Int64? {
        let digits = text.prefix { $0.isASCII && $0.isNumber }
        return digits.count <= 18 ? Int64(digits) : nil
    }
}
