/// What is wrong with a command line, where, and how to put it right.
package struct UsageError: Error, Equatable, CustomStringConvertible {
    package enum Code: Sendable {
        case unknownCommand, unknownOption, extraArgument, missingArgument, missingValue, unexpectedValue
        case repeatedOption, invalidValue, conflict, notText
    }

    package let code: Code
    /// What is wrong, with the place where it is.
    package let fact: String
    /// What to do about it, as whole sentences.
    package let remedy: String

    package init(_ code: Code, _ fact: String, remedy: String) {
        self.code = code
        self.fact = fact
        self.remedy = remedy
    }

    package var description: String { "\(fact). \(remedy)" }
}
