/// So many in such a time.
package struct Rate: Sendable, Equatable {
    package let count: Int
    package let period: Duration

    package init(_ count: Int, per period: Duration) {
        self.count = count
        self.period = period
    }

    /// Reads a rate as a routes file has it: `2/s`, `240/60s`.
    init?(setting text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, let count = Int(parts[0]), let unit = parts[1].last else { return nil }
        let number = parts[1].dropLast()
        let seconds: [Character: Int] = ["s": 1, "m": 60, "h": 3_600]
        guard let length = seconds[unit], let times = number.isEmpty ? 1 : Int(number) else { return nil }
        self.init(count, per: .seconds(times * length))
    }
}
