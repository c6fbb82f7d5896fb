package import RelayCore

extension Rate {
    /// Reads a rate as a routes file has it: `240/60s`, `2/s`.
    package init?(setting text: String) {
        let parts = text.split(separator: "/")
        guard parts.count == 2, let count = Int(parts[0]), count > 0 else { return nil }
        let period = parts[1].first?.isNumber == true ? String(parts[1]) : "1\(parts[1])"
        guard let period = Duration(setting: period), period > .zero else { return nil }
        self.init(count: count, period: period)
    }
}
