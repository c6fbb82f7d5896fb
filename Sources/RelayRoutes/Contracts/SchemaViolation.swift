package import JSON

/// Where a value is not what a schema allows, in which way, and how to put it right.
package struct SchemaViolation: Error, Equatable, Sendable, CustomStringConvertible {
    /// The path from the value that was judged to the part at fault; empty for the value itself.
    package private(set) var path: JSONPointer
    /// Goes on where a name has been said: `is a string, where a number is needed`.
    package let fact: String
    package let remedy: String

    init(_ fact: String, _ remedy: String) {
        path = JSONPointer()
        self.fact = fact
        self.remedy = remedy
    }

    package var description: String { "\(path.tokens.isEmpty ? "it" : path.quoted) \(fact). \(remedy)" }

    /// The same, seen from the container that holds the value as this member or element.
    func inside(_ token: String) -> SchemaViolation {
        var outer = self
        outer.path = JSONPointer(tokens: [token] + path.tokens)
        return outer
    }
}
