/// Something was asked for that the store does not hold: what, and how to find what was meant.
package struct UnknownSubject: Error, Sendable, Equatable, CustomStringConvertible {
    package let fact: String
    package let remedy: String

    init(_ fact: String, remedy: String) {
        self.fact = fact
        self.remedy = remedy
    }

    package var description: String { "\(fact). \(remedy)" }
}
