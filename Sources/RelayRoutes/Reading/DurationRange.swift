/// The durations that may stand at a place of a configuration, written as it writes them.
package struct DurationRange: Sendable {
    private let least: String
    private let most: String
    private let range: ClosedRange<Duration>

    package init(from least: String, to most: String) {
        guard let lower = Duration(setting: least), let upper = Duration(setting: most), lower <= upper else {
            preconditionFailure("from \(least) to \(most) lies no duration")
        }
        (self.least, self.most, range) = (least, most, lower...upper)
    }

    /// Whether the text can be read, and lies between the two.
    func accepts(_ text: String) -> Bool { Duration(setting: text).map(range.contains) ?? false }

    var written: String { "\(least) to \(most)" }
}
