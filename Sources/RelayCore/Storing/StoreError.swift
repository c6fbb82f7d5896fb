/// Why something could not be stored or read, and how to put it right.
package struct StoreError: Error, Sendable, Equatable, CustomStringConvertible {
    package let code: Code
    /// What was tried: `store events`.
    package let operation: String
    package let fact: String
    package let remedy: String

    package enum Code: String, Sendable {
        /// No room on the disk, or none left under the store's own limit.
        case full
        /// Somebody else holds it.
        case locked
        /// Too much waits to be written already.
        case busy
        /// What is on disk is not what was written.
        case damaged
        /// It was written by a newer version.
        case tooNew = "too-new"
        case unreadable
        case stopped
    }

    package init(_ code: Code, _ operation: String, fact: String, remedy: String) {
        self.code = code
        self.operation = operation
        self.fact = fact
        self.remedy = remedy
    }

    package var description: String { "could not \(operation): \(fact). \(remedy)" }
}
