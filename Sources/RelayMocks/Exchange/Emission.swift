package import CivilTime

/// A webhook that a stand-in would send; whoever sends it signs it anew for each attempt.
package struct Emission: Sendable, Equatable {
    /// The sender's id for it, the same in the body and over all attempts.
    package let id: String
    /// The event's name in the naming that the stand-in follows.
    package let event: String
    package let at: Timestamp
    /// JSON, as it is signed and sent.
    package let body: [UInt8]
}
