package import CivilTime
package import RelayCore

/// An answer that speaks of a broken account.
///
/// A class, because nearly all outcomes have none.
package final class Breakage: Sendable {
    package let verdict: Verdict
    package let destination: String
    package let call: String
    /// The status of the answer; nil where none came.
    package let status: Int?
    /// Until when the delivery that got it waits.
    package let until: Timestamp
    /// For how long the API wants to be left alone; nil where it does not say.
    package let hint: Duration?

    package init(
        _ verdict: Verdict,
        destination: String,
        call: String,
        status: Int? = nil,
        until: Timestamp,
        hint: Duration? = nil
    ) {
        self.verdict = verdict
        self.destination = destination
        self.call = call
        self.status = status
        self.until = until
        self.hint = hint
    }
}
