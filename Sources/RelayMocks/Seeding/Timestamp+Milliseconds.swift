import CivilTime

extension Timestamp {
    /// `2024-02-24T15:30:00.000Z`: always three digits behind the point, as JavaScript writes a moment.
    var iso8601: String {
        let whole = (Timestamp(seconds: seconds) ?? self).rfc3339.dropLast()
        let digits = String(nanoseconds / 1_000_000)
        return whole + "." + String(repeating: "0", count: 3 - digits.count) + digits + "Z"
    }

    /// Since 1970, as JavaScript counts.
    var milliseconds: Int64 { seconds * 1000 + Int64(nanoseconds) / 1_000_000 }
}
