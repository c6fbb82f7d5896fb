package import CivilTime

/// Where a secret of a source is found, and when it holds: while one is rotated, two do.
package struct DatedSecret: Sendable, Equatable {
    package let reference: SecretReference
    package let from: Timestamp?
    /// The first moment at which it holds no more.
    package let until: Timestamp?

    package init(_ reference: SecretReference, from: Timestamp? = nil, until: Timestamp? = nil) {
        self.reference = reference
        self.from = from
        self.until = until
    }

    package func isLive(at now: Timestamp) -> Bool {
        (from.map { $0 <= now } ?? true) && (until.map { now < $0 } ?? true)
    }
}
