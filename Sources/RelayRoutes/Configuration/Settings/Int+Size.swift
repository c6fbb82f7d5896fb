extension Int {
    /// Reads a size as a routes file has it: `256 KiB`.
    init?(size text: String) {
        let digits = text.prefix { ("0"..."9").contains($0) }
        let unit = text.dropFirst(digits.count).drop { $0 == " " }
        let shifts: [Substring: Int] = ["B": 0, "KiB": 10, "MiB": 20, "GiB": 30]
        guard let count = Int(digits), let shift = shifts[unit] else { return nil }
        let (bytes, overflow) = count.multipliedReportingOverflow(by: 1 << shift)
        // More bytes than there are numbers for is no limit at all.
        self = overflow ? .max : bytes
    }
}
