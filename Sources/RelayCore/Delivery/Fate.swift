/// How a delivery ended.
package enum Fate: String, Sendable, CaseIterable {
    case delivered
    /// Delivered, with something that a person should see.
    case warned
    /// The API had it already.
    case alreadySo = "already-so"
    /// Its `if` was false, or its destination only observes.
    case skipped
    /// A newer one took its place.
    case superseded
    /// Older than what was delivered before it.
    case stale
    /// Its time ran out.
    case expired
    /// No further attempt can help.
    case dead
    /// A person gave it up.
    case discarded

    /// Whether it is a dead letter: something that a person should read and may repair.
    package var isDeadLetter: Bool { self == .dead || self == .expired }

    /// Whether the API has what was to be sent.
    package var isDelivered: Bool { self == .delivered || self == .warned || self == .alreadySo }

    /// Whether it was not sent because of a newer one.
    package var isOvertaken: Bool { self == .superseded || self == .stale }
}

/// Why a delivery ended as it did, or why it waits.
package struct Reason: Sendable, Equatable {
    /// A stable word.
    package let cause: String
    /// What a person can do; empty where there is nothing to do.
    package let remedy: String
    /// What exactly was found; empty where the cause says it all.
    package let detail: String

    package init(_ cause: String, detail: String = "", remedy: String = "") {
        self.cause = cause
        self.detail = detail
        self.remedy = remedy
    }

    package init(_ verdict: Verdict) {
        self.init(verdict.cause, remedy: verdict.remedy)
    }

    /// What is the matter and what to do about it, for whoever asked for something and is refused.
    package var sentence: String {
        let fact = detail.isEmpty ? cause : detail
        return remedy.isEmpty ? fact : "\(fact). \(remedy)"
    }

    /// The cause of dead letters whose send is no longer in the routes file: they hold nobody's lane.
    package static let sendRemoved = "send-removed"

    /// It waits because a person wants it tried again.
    package static let replayed = Reason("replayed")

    /// It is not sent because a newer one waits for the same send.
    package static func superseded(by newer: DeliveryID) -> Reason { Reason("superseded", detail: "by \(newer.text)") }

    /// It is not sent because a newer one was delivered for the same send.
    package static func stale(after newer: DeliveryID) -> Reason {
        Reason("stale", detail: "\(newer.text) is newer, and was delivered before it")
    }
}
