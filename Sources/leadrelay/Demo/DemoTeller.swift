import CivilTime
import CommandLineFrame
import RelayCore

/// Writes a story to the terminal, a line for each thing that happens, at once.
final class DemoTeller {
    private let console: any Console
    private var chapters = 0

    init(_ console: any Console) { self.console = console }

    func say(_ text: String) throws {
        try console.writeLine(text)
        try console.flush()
    }

    func chapter(_ title: String) throws {
        chapters += 1
        try say("")
        try say("\(chapters). \(title)")
    }

    /// One thing that happened, in a word and what there is to say of it.
    func fact(_ word: String, _ text: String) throws {
        try say("   \(word.padded(to: 11)) \(text)")
    }

    /// An attempt that did not do, when it was made.
    func failure(_ attempt: Attempt, of summary: DeliverySummary, now: Timestamp) throws {
        let answer = attempt.status.map { "\($0)" } ?? attempt.failure
        try fact("failed", "\(place(summary)): \(answer); tried again \(wait(of: summary, now)), with the same key")
    }

    /// By chance a first retry comes early or late in ten seconds, but never before an API's Retry-After.
    private func wait(of summary: DeliverySummary, _ now: Timestamp) -> String {
        guard case .waiting(let due, _) = summary.stored.delivery.state else { return "at once" }
        let seconds = (due.microseconds - now.microseconds + 999_999) / 1_000_000
        return "within \(max(10, seconds)) s"
    }

    /// A delivery of which nothing more is known yet.
    func waiting(_ summary: DeliverySummary) throws {
        let name = summary.stored.address.destination
        try fact("waiting", "\(place(summary)): \(name) still waits; leadrelay destinations tells how it stands")
    }

    private func place(_ summary: DeliverySummary) -> String {
        let address = summary.stored.address
        return "\(address.destination.padded(to: 10)) \(address.send.split(separator: ".").last ?? "")"
    }

    /// What became of a delivery, and what its last attempt took.
    func outcome(_ summary: DeliverySummary, _ last: Attempt?) throws {
        guard case .finished(let fate, let reason) = summary.stored.delivery.state else { return }
        let place = place(summary)
        let answer = last.map { $0.status.map { "\($0)" } ?? $0.failure } ?? ""
        let took = last.map { " after \($0.took.inMilliseconds)" } ?? ""
        switch fate {
        case .dead, .expired:
            try fact("dead letter", "\(place): \(answer), \(reason.cause)")
            if !reason.remedy.isEmpty { try fact("remedy", reason.remedy) }
        case .skipped: try fact("skipped", "\(place): \(reason.detail)")
        case .warned: try fact(fate.rawValue, "\(place): \(answer)\(took), \(reason.remedy)")
        default: try fact(fate.rawValue, "\(place): \(answer)\(took)")
        }
    }
}

extension String {
    fileprivate func padded(to width: Int) -> String {
        self + String(repeating: " ", count: max(0, width - count))
    }
}

extension Duration {
    /// `3 ms`, and of less than ten with a digit behind the point.
    var inMilliseconds: String {
        let tenths = Int((self / .milliseconds(1) * 10).rounded())
        return tenths < 100 ? "\(tenths / 10).\(tenths % 10) ms" : "\((tenths + 5) / 10) ms"
    }
}
