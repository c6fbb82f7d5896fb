/// Why no test can be recorded, and what to do about it.
package struct RecordingError: Error, Sendable, Equatable, CustomStringConvertible {
    package let fact: String
    package let remedy: String

    init(_ fact: String, _ remedy: String) {
        self.fact = fact
        self.remedy = remedy
    }

    package var description: String { "\(fact). \(remedy)" }
}
