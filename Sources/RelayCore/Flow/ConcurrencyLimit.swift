/// How many requests may be under way at once, by how long the API takes to answer.
///
/// The limit grows by one in each round of answers, up to what is configured, and falls to three quarters, once a round,
/// while answers take much longer than usual. It never falls below one. What is usual follows the answers: down at once,
/// and up so slowly that an overload is not taken for usual before the limit has fallen.
package struct ConcurrencyLimit: Sendable {
    /// What is configured.
    package var most: Int {
        didSet { level = max(1, min(level + Double(max(0, most - oldValue)), Double(most))) }
    }
    private var level: Double
    /// In microseconds; nil before the first answer.
    private var usual: Double?
    /// Answers since it last fell.
    private var answers = 0

    /// Within that, no answer is slow: it may be this machine that was busy.
    private static let slack = 100_000.0

    package init(most: Int) {
        self.most = most
        level = Double(most)
    }

    package var current: Int { max(1, Int(level)) }

    /// Takes note of an answer, or of one that did not come within the time allowed.
    package mutating func note(_ took: Duration) {
        let (seconds, attoseconds) = took.components
        let took = Double(seconds) * 1_000_000 + Double(attoseconds / 1_000_000_000_000)
        let before = usual ?? took
        usual = before + (took - before) / (took < before ? 4 : 64)
        answers += 1
        if took > before * 2, took > before + Self.slack {
            fall()
        } else if level < Double(most) {
            level = min(Double(most), level + 1 / level)
        }
    }

    private mutating func fall() {
        // Those that were under way together tell the same once.
        guard answers >= current else { return }
        answers = 0
        level = max(1, level * 0.75)
    }
}
