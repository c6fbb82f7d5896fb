package import CEL
import JSON
import Quotation

/// What a schema asks of a text.
package struct TextRules: Sendable {
    package let format: TextFormat?
    /// The pattern's source beside the compiled one, for messages.
    package let pattern: (source: String, compiled: Pattern)?
    package let minimumLength: Int
    let maximumLength: Int?

    init(json: JSONValue) {
        format = json["format"]?.string.flatMap(TextFormat.init)
        let source = json["pattern"]?.string
        let compiled = source.flatMap { try? Pattern($0) }
        pattern = source.flatMap { source in compiled.map { (source, $0) } }
        minimumLength = json["minLength"]?.int.map(Int.init) ?? 0
        maximumLength = json["maxLength"]?.int.map(Int.init)
    }

    /// Whether they ask for nothing.
    var allowsAll: Bool { format == nil && pattern == nil && minimumLength == 0 && maximumLength == nil }

    /// What these rules ask for, with an article; nil where they ask for nothing that has a name.
    package var phrase: String? { format?.phrase ?? pattern.map { "a text that matches \($0.source.quoted)" } }

    /// Judges a text without showing it: it may be somebody's name or number.
    func violation(of text: String) -> SchemaViolation? {
        (fits(text.utf8.count) ? nil : lengthViolation(text.unicodeScalars.count)) ?? formViolation(of: text)
    }

    /// Whether a text of so many bytes has a length that is allowed, without counting what they spell.
    private func fits(_ bytes: Int) -> Bool {
        minimumLength <= 1 && bytes >= minimumLength && maximumLength.map { bytes <= $0 } ?? true
    }

    private func lengthViolation(_ length: Int) -> SchemaViolation? {
        if length == 0, minimumLength > 0 {
            return SchemaViolation("is empty", "Give a text, or leave it out.")
        }
        if length < minimumLength {
            return SchemaViolation("has length \(length)", "It must be \(minimumLength) or longer.")
        }
        if let maximumLength, length > maximumLength {
            return SchemaViolation("has length \(length)", "It may be \(maximumLength) at the most.")
        }
        return nil
    }

    private func formViolation(of text: String) -> SchemaViolation? {
        if let format, !format.accepts(text) {
            return SchemaViolation("is not \(format.phrase)", "Give \(format.phrase).")
        }
        // The time is linear in the text, and texts have limits of their own.
        var work = Int.max
        if let pattern, (try? pattern.compiled.matches(text, work: &work)) != true {
            return SchemaViolation("does not match the pattern \(pattern.source.quoted)", "Give one that does.")
        }
        return nil
    }
}
