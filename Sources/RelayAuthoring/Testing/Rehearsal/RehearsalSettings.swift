package import CivilTime

/// What stands in for the world where an event is tried out and nothing arrives or leaves.
package struct RehearsalSettings: Sendable {
    /// When an event arrives that does not say it.
    package let receivedAt: Timestamp
    /// What stands for an id where an event has none, made of its body's bytes.
    package let digest: @Sendable ([UInt8]) -> String

    /// Unless told, the digest is the same text for all, since making a real one needs a library.
    package init(
        receivedAt: Timestamp = Self.moment,
        digest: @escaping @Sendable ([UInt8]) -> String = { _ in "digest-of-the-body" }
    ) {
        self.receivedAt = receivedAt
        self.digest = digest
    }

    package static let standard = RehearsalSettings()

    /// The idempotency key of every request.
    static let key = "idempotency-key"

    /// 2026-01-01T00:00:00Z.
    package static let moment = Timestamp(seconds: 1_767_225_600) ?? .earliest
}
