import CivilTime
import RelayCore

/// What there is to say of a delivery in a few words.
struct DeliveryWords {
    let summary: DeliverySummary
    let now: Timestamp
    /// Nil for what waits for nothing but its time, and for what has ended.
    var obstacle: Obstacle?

    private var delivery: Delivery { summary.stored.delivery }

    /// The word that `--state` takes.
    var state: String {
        switch delivery.state {
        case .waiting: "waiting"
        case .inFlight: "in-flight"
        case .finished(let fate, _): fate.rawValue
        }
    }

    var reason: Reason {
        switch delivery.state {
        case .waiting(_, let reason), .finished(_, let reason): reason
        case .inFlight: Reason("in-flight")
        }
    }

    /// Why it is as it is, and when something happens, for a row: `server-error, in 3 m`.
    var remark: String {
        switch delivery.state {
        case .waiting(let due, let reason):
            obstacle?.remark(at: now) ?? "\(reason.cause), \(due <= now ? "due now" : due.relative(to: now))"
        case .inFlight: "being sent"
        case .finished(_, let reason): reason.cause
        }
    }

    /// The state as a sentence.
    var sentence: String {
        switch delivery.state {
        case .waiting where obstacle != nil: "waiting: \(obstacle?.sentence(at: now) ?? "")"
        case .waiting(let due, _) where due <= now: "waiting for its turn, which may come at any time"
        case .waiting(let due, _): "waiting, due \(due.relative(to: now)) (\(due.inSentence))"
        case .inFlight: "being sent right now"
        case .finished(let fate, _): fate.sentence
        }
    }

    var tries: String {
        let history = delivery.history
        let attempts = counted(history.attempts, "attempt")
        let waits = history.waits == 0 ? "" : ", \(counted(history.waits, "wait")) (nobody was to blame)"
        let doubt = history.inDoubt == 0 ? "" : ", \(history.inDoubt) in doubt (no answer came after it had left)"
        return attempts + waits + doubt
    }
}

func counted(_ count: Int, _ noun: String) -> String { "\(count) \(noun)\(count == 1 ? "" : "s")" }

extension Fate {
    var sentence: String {
        switch self {
        case .delivered: "delivered"
        case .warned: "delivered, with something to look at"
        case .alreadySo: "nothing to do: the API had it already"
        case .skipped: "not sent, as the configuration has it"
        case .superseded: "not sent: a newer one took its place"
        case .stale: "not sent: older than what was delivered before it"
        case .expired: "a dead letter: its time ran out"
        case .dead: "a dead letter: no further attempt can help"
        case .discarded: "given up by a person"
        }
    }
}

extension Verdict.Kind {
    var sentence: String {
        switch self {
        case .delivered: "delivered"
        case .warned: "delivered, with something to look at"
        case .retry: "failed, to be tried again"
        case .wait: "to wait; nobody is to blame"
        case .dead: "failed for good"
        case .pause: "refused as by a broken account: it waits, and the destination pauses once that is sure"
        }
    }
}
