import CivilTime
import RelayCore

extension Timestamp {
    /// `2026-02-20 18:39:49`, to the second, for a column whose heading says that it is UTC.
    var inColumn: String { String(inSentence.dropLast()) }

    /// `2026-02-20 18:39:49Z`
    var inSentence: String {
        let text = Timestamp(seconds: seconds)?.rfc3339 ?? rfc3339
        return text.replacing(each: "T", with: " ")
    }

    /// `in 3 m`, `2 h ago`, `now`
    func relative(to now: Timestamp) -> String {
        let distance = duration(since: now)
        let text = (distance < .zero ? .zero - distance : distance).coarse
        if text == "0 s" { return "now" }
        return distance > .zero ? "in \(text)" : "\(text) ago"
    }
}

extension Duration {
    /// In the largest unit of which there are a few: `45 s`, `3 m`, `26 h`, `5 d`.
    var coarse: String {
        let seconds = components.seconds
        if seconds < 60 { return "\(seconds) s" }
        if seconds < 3_600 { return "\(seconds / 60) m" }
        return seconds < 48 * 3_600 ? "\(seconds / 3_600) h" : "\(seconds / 86_400) d"
    }

    /// How long something took: `45 ms`, `1.2 s`, `3 m`.
    var precise: String {
        let milliseconds = milliseconds
        if milliseconds < 1_000 { return "\(milliseconds) ms" }
        return milliseconds < 60_000 ? "\(milliseconds / 1_000).\(milliseconds / 100 % 10) s" : coarse
    }

    var milliseconds: Int64 { components.seconds * 1_000 + components.attoseconds / 1_000_000_000_000_000 }
}
