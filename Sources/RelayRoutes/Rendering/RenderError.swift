/// Why a request cannot be made: a dead letter with this cause.
package struct RenderError: Error, Sendable, Equatable, CustomStringConvertible {
    package let code: Code
    /// The field that it is about; empty where it is the request as a whole.
    package let field: String
    package let fact: String
    package let remedy: String

    package enum Code: String, Sendable {
        /// A field's expression has no value.
        case expression
        /// A field that must be there is not.
        case missingField = "missing-field"
        case missingIdentifier = "missing-identifier"
        /// A value that the API does not take.
        case invalidValue = "invalid-value"
        /// A text that would leave its place in the URL.
        case unsafePath = "unsafe-path"
        case unsafeHeader = "unsafe-header"
        case tooLarge = "too-large"
        case noBase = "no-base"
        /// A person has given a value to a field that the call does not have.
        case unknownField = "unknown-field"
        /// What was sent last cannot be sent again as it was.
        case notAsSent = "not-as-sent"
    }

    init(_ code: Code, _ field: String, _ fact: String, _ remedy: String) {
        self.code = code
        self.field = field
        self.fact = fact
        self.remedy = remedy
    }

    package var description: String {
        "\(field.isEmpty ? "" : "\(field): ")\(fact). \(remedy)"
    }
}
