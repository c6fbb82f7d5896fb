import LinuxIO

/// Tells a person at a terminal how far a long look has come.
final class ReplayProgress {
    private let errors = StandardError()
    private var isShown = false

    func tell(_ events: Int) {
        guard errors.isTerminal, events >= Self.few else { return }
        errors.write("\r\(events) events looked at")
        isShown = true
    }

    /// Makes room for what is to stand on the line.
    func clear() {
        guard isShown else { return }
        errors.write("\r\u{1B}[K")
        isShown = false
    }

    /// Fewer are looked at before anybody wonders.
    private static let few = 1_000
}
