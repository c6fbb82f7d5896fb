package import CivilTime

/// What is known of a write that may come back as an event.
package struct AwaitedWrite: Sendable, Equatable {
    /// Until when it is looked for.
    package var end: Timestamp
    /// Whether an event has been taken for it.
    package var isUsed = false
    /// Whether it is known to have succeeded.
    package var isSettled = false
    /// When somebody wrote another value after that; nil where nobody has.
    package var contradicted: Timestamp?

    package init(until end: Timestamp, isUsed: Bool = false, isSettled: Bool = false, contradicted: Timestamp? = nil) {
        self.end = end
        self.isUsed = isUsed
        self.isSettled = isSettled
        self.contradicted = contradicted
    }

    /// Whether what occurred then may be this write. Events may come in another order than they occurred.
    package func canBeReported(at occurred: Timestamp?) -> Bool {
        guard !isUsed, let contradicted, let occurred else { return !isUsed }
        return occurred <= contradicted
    }

    /// Whether somebody who wrote another value then wrote it after this: whoever writes the same value again makes
    /// another change.
    package func isContradicted(at occurred: Timestamp) -> Bool {
        let began = end - ExpectedEcho.lifetime
        return isSettled && began + ExpectedEcho.clockDifference <= occurred
    }
}
