/// What is wrong with a regular expression, where, and how to put it right.
package struct PatternError: Error, Equatable, CustomStringConvertible {
    /// How many Unicode scalars of the source stand before the fault.
    package let offset: Int
    package let fact: String
    package let remedy: String

    package var description: String { "\(fact) at \(offset); \(remedy)" }
}
