package import CEL
package import JSON

/// A value with `{{ expressions }}` in its texts, ready to be filled in.
package indirect enum FieldTemplate: Sendable {
    /// A value without any expression.
    case constant(JSONValue)
    /// A text that is one expression: the value keeps its type.
    case value(Placeholder)
    /// A text with expressions in it.
    case text([Segment])
    case object([Member])
    case list([FieldTemplate])

    package enum Segment: Sendable {
        case text(String)
        case placeholder(Placeholder)
    }

    package struct Member: Sendable {
        package let name: String
        package let template: FieldTemplate
    }

    /// Whether its author ended it with a slash.
    var endsWithSlash: Bool {
        switch self {
        case .constant(let json): json.string?.hasSuffix("/") ?? false
        case .text(let segments): if case .text(let text)? = segments.last { text.hasSuffix("/") } else { false }
        case .value, .object, .list: false
        }
    }

    /// Every expression in it.
    package var placeholders: [Placeholder] {
        switch self {
        case .constant: []
        case .value(let placeholder): [placeholder]
        case .text(let segments):
            segments.compactMap { segment in
                if case .placeholder(let placeholder) = segment { placeholder } else { nil }
            }
        case .object(let members): members.flatMap(\.template.placeholders)
        case .list(let entries): entries.flatMap(\.placeholders)
        }
    }
}

/// An expression between double braces, and where it stands.
package struct Placeholder: Sendable {
    package let program: Program
    /// The text that holds it.
    package let json: JSONValue
    /// Where in that text the expression begins.
    package let offset: Int

    /// The place of a byte of the expression.
    package func spot(_ expressionOffset: Int) -> Spot { Spot(json, textOffset: offset + expressionOffset) }
}
