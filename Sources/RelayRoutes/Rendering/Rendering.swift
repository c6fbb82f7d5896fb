package import RelayCore

/// What a send comes to for an event.
package enum Rendering: Sendable {
    /// Its `if` does not hold: nothing is sent.
    case skipped
    case request(Request)
}
