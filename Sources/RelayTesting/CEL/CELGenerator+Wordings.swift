extension CELGenerator {
    /// A text that is to be read as something, sometimes a wrong one.
    mutating func text(_ wording: CELWording) -> String {
        if random.chance(1, outOf: 12) { return phrase() }
        switch wording {
        case .zone: return pick(Self.zones)
        case .timestamp: return timestampText()
        case .duration: return durationText()
        case .number: return pick(Self.numbers)
        case .truth:
            return pick([
                "true", "false", "True", "False", "TRUE", "FALSE", "t", "f", "1", "0", "yes", "", "tRUE",
            ])
        case .base64: return pick(["", "YQ==", "YQ", "YWI=", "YWJj", "_-8=", "/+8=", "!", "YQ=", "Y", "YR=="])
        case .pattern: return pattern(3)
        case .format: return pick(Self.formats)
        }
    }

    private static let zones = [
        "UTC", "America/New_York", "Europe/London", "Asia/Kolkata", "Australia/Sydney", "Pacific/Apia", "+02:00",
        "-09:30",
        "02:00", "+14:00", "-00:00", "00:00", "+0530", "Mars/Base", "", "US/Central", "Etc/GMT+5",
        "23:59",
    ]

    private static let numbers = [
        "0", "1", "-1", "42", "-0", "+1", "1.5", "-2.5", ".5", "5.", "1e3", "1E-2", "9223372036854775807",
        "9223372036854775808",
        "-9223372036854775808", "18446744073709551615", "18446744073709551616", "", "0x10", "1u", "1_000",
        "NaN",
        "nan", "inf", "Inf", "-inf", "Infinity", "-Infinity", "infinity", "1e400", "1e-400", "00012", "0x1p3", "١",
        "1e", "--1",
    ]

    private static let formats = [
        "%s", "%x", "%X", "%o", "%b", "%f", "%.2f", "%.0f", "%e", "%.3e", "%s and %s", "%%", "no clause", "%",
        "%y", "%.1s",
    ]

    mutating func timestampText() -> String {
        if random.chance(1, outOf: 6) { return pick(Self.oddTimestamps) }
        let date =
            "\(padded(pick([1, 1600, 1969, 1970, 2000, 2020, 2024, 9999]), 4))-\(padded(random.integer(in: 1..<13), 2))-\(padded(random.integer(in: 1..<29), 2))"
        let time = "\(padded(random.below(24), 2)):\(padded(random.below(60), 2)):\(padded(random.below(60), 2))"
        let fraction = pick(["", "", ".5", ".123", ".123456", ".123456789", ".000000001", ".999999999", ".10"])
        return date + "T" + time + fraction + pick(["Z", "Z", "Z", "+02:00", "-09:30", "+00:00", "+14:00"])
    }

    private static let oddTimestamps = [
        "2023-02-29T00:00:00Z", "2024-02-29T23:59:59Z", "2020-13-01T00:00:00Z",
        "2020-01-01T24:00:00Z",
        "2020-01-01", "2020-01-01T00:00:00", "2020-01-01t00:00:00z", "2020-01-01 00:00:00Z", "0000-01-01T00:00:00Z",
        "0001-01-01T00:00:00Z", "0001-01-01T00:00:00+00:01", "9999-12-31T23:59:59.999999999Z",
        "9999-12-31T23:59:59-00:01",
        "10000-01-01T00:00:00Z", "2020-01-01T00:00:00.1234567891Z", "2020-01-01T00:00:00.Z",
        "2020-01-01T00:00:00+25:00", "", "2020-06-31T00:00:00Z", "2020-01-01T00:00Z", "1970-01-01T00:00:00-23:59",
    ]

    mutating func durationText() -> String {
        if random.chance(1, outOf: 5) { return pick(Self.oddDurations) }
        let sign = random.chance(1, outOf: 4) ? "-" : ""
        return sign
            + pick([
                "1s", "90m", "1h30m", "1.5s", "100ms", "250us", "999ns", "24h", "3600s", "0.001s", "1m0.5s", "86400s",
                "1h1m1s1ms1us1ns", "\(random.below(100_000))s",
            ])
    }

    private static let oddDurations = [
        "0", "-0", "+1s", ".5s", "1.s", "1", "1d", "", "s", "1s1h", "1 s", "µs", "9223372036s",
        "1.1234567891s", "0.0000000001s", "1e3s", "--1s", "1h-1m",
        "2562047h", "1S", ".s",
    ]

    private func padded(_ number: Int, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}
