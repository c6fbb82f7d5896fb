extension Reason {
    /// Why a delivery is not sent again that a newer one has overtaken; nil for what is no such thing.
    package init?(overtakenBy event: Delivery.Event) {
        switch event {
        case .stale(let newer): self = .overtaken(.stale(after: newer))
        case .superseded(let newer):
            self = .overtaken(Reason("superseded", detail: "\(newer.text) is newer, and waits to be sent"))
        default: return nil
        }
    }

    /// The same with what a person can do about it.
    package static func overtaken(_ reason: Reason) -> Reason {
        Reason(reason.cause, detail: reason.detail, remedy: "to send it all the same, replay it with --even-if-stale")
    }

    /// Whether it is a newer delivery that stands in the way, so that a person may want it even so.
    package var isOvertaken: Bool { Self.causesOfOvertaking.contains(cause) }

    package static let causesOfOvertaking = ["stale", "superseded"]

    package static let cannotBeReplayed = Reason("not-replayable", detail: "it has ended, and not as a dead letter")
    package static let isWaiting = Reason("waiting", detail: "it waits to be sent already")
}

extension Delivery {
    /// Whether it has ended in a way from which it can be sent again so.
    package func canBeReplayed(_ replay: Replay) -> Bool {
        if case .finished(let fate, _) = state { fate.canBeReplayed(replay) } else { false }
    }

    /// How it ended because of a newer one; nil where it did not.
    package var overtaking: Reason? {
        if case .finished(let fate, let reason) = state, fate.isOvertaken { reason } else { nil }
    }
}
