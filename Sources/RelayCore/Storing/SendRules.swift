/// What a send asks of those that are about the same lead.
package struct SendRules: Sendable, Equatable {
    package let order: Order
    package let onDead: OnDead

    package enum Order: String, Sendable, CaseIterable {
        /// All that happened is sent, one after the other.
        case every
        /// What has become of a lead is sent, and not what lies before it.
        case latest
    }

    /// What becomes of those that wait behind a dead letter.
    package enum OnDead: String, Sendable, CaseIterable {
        /// They go on without it.
        case release
        /// They wait until a person has replayed or discarded it.
        case hold
    }

    package static let standard = SendRules()

    package init(order: Order = .every, onDead: OnDead = .release) {
        self.order = order
        self.onDead = onDead
    }
}
