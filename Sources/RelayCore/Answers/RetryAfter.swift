import CivilTime

/// What the fields `Retry-After` of an answer say, joined by commas where there were several.
struct RetryAfter {
    /// A hundred years: whatever asks for more will not be waited for either.
    private static let longestWait: Int64 = 100 * 365 * 86_400

    private let parts: [Substring]

    init(_ text: String) { parts = text.split(separator: ",", omittingEmptySubsequences: false) }

    /// The longest of the times that can be read; nil where none can.
    func longest(at now: Timestamp) -> Duration? {
        var longest: Duration?
        for position in parts.indices {
            guard let wait = Self.seconds(parts[position]) ?? date(at: position, now) else { continue }
            longest = max(longest ?? .zero, wait)
        }
        return longest
    }

    private static func seconds(_ part: Substring) -> Duration? {
        Int64(roundingUp: part.withoutOuterSpaces).map { .seconds(min($0, longestWait)) }
    }

    /// A date has a comma behind its day, but for the oldest of its forms; one that has passed asks for nothing.
    private func date(at position: Int, _ now: Timestamp) -> Duration? {
        let whole = parts[position...].prefix(2).joined(separator: ",")
        let forms = [Substring(whole), parts[position]].map { String($0.withoutOuterSpaces) }
        let date = forms.lazy.compactMap { Timestamp(httpDate: $0, now: now) }.first
        return date.map { max(.zero, $0.duration(since: now)) }
    }
}
