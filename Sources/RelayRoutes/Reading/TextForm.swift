import CEL
import Quotation
import RelayCore

/// How a text in a configuration must be written: a regular expression that the check and the JSON Schema share.
///
/// What `\s`, `\d`, `\w` and `.` take differs between RE2, ECMA-262 and Python, so the forms spell their classes out.
package struct TextForm: Sendable {
    /// What it is: `a duration`.
    package let name: String
    /// In the syntax that RE2 and ECMA-262 have in common; nil where every text will do.
    package let expression: String?
    package let example: String
    /// Whether a text that is not written so may turn out to be a secret, and is not repeated in messages.
    private let mayBeSecret: Bool
    /// Between which durations it lies; nil where it is none. To the JSON Schema each of them will do.
    let durations: DurationRange?
    private let pattern: Pattern?

    package init(
        _ name: String,
        _ expression: String?,
        example: String,
        mayBeSecret: Bool = false,
        durations: DurationRange? = nil
    ) {
        self.name = name
        self.expression = expression
        self.example = example
        self.mayBeSecret = mayBeSecret
        self.durations = durations
        pattern = expression.map(Self.compiled)
    }

    /// Whether the text is written so.
    package func accepts(_ text: String) -> Bool {
        guard let pattern else { return true }
        // The patterns are ours and take linear time; a long text must not be refused for its length.
        var work = Int.max
        return (try? pattern.matches(text, work: &work)) ?? false
    }

    /// A text of this form as a message mentions it.
    func mention(_ text: String) -> String { mayBeSecret ? "this" : text.quoted }

    /// Those of the examples that are written so.
    package var examples: [String] {
        if accepts(example) { return [example] }
        return example.pieces(between: ", ").flatMap { $0.pieces(between: " or ") }.map { String($0) }.filter(accepts)
    }

    private static func duration(from least: String, to most: String) -> TextForm {
        TextForm(
            "a duration",
            "^([0-9]+(\\.[0-9]+)?(ms|s|m|h|d))+$",
            example: "30s, 15m, 72h or 8d",
            durations: DurationRange(from: least, to: most)
        )
    }

    private static func compiled(_ expression: String) -> Pattern {
        do throws(PatternError) {
            return try Pattern(expression)
        } catch {
            preconditionFailure("the form \(expression) is no regular expression: \(error)")
        }
    }
}

extension TextForm {
    package static let any = TextForm("a text", nil, example: "text")
    package static let nonEmpty = TextForm("a text that is not empty", "^[^\\n\\r]+$", example: "text")
    package static let name = TextForm(
        "a name",
        "^[^\\x00-\\x20\\x7F/\"{}][^\\x00-\\x1F\\x7F/\"{}]*$",
        example: "leadtrackr"
    )
    /// What can be written behind a dot in an expression.
    package static let identifier = TextForm("a plain name", "^[A-Za-z_][A-Za-z0-9_]*$", example: "label")
    package static let duration = duration(from: "0s", to: "36500d")
    /// Of what is cut off sooner nothing can come, and it would be sent again and again.
    package static let timeout = duration(from: "100ms", to: "1d")
    /// Who ends sooner is tried once.
    package static let age = duration(from: "1s", to: "36500d")
    package static let rate = TextForm(
        "a rate",
        "^[1-9][0-9]{0,8}/([1-9][0-9]{0,5})?(s|m|h)$",
        example: "2/s, 240/60s or 1000/h"
    )
    package static let size = TextForm("a size", "^[1-9][0-9]{0,11} ?(B|KiB|MiB|GiB)$", example: "256 KiB")
    package static let address = TextForm(
        "an address",
        "^(unix:/[^\\x00-\\x1F\\x7F]+|(\\[[0-9A-Fa-f:.]+\\]|[A-Za-z0-9.-]*):[0-9]{1,5})$",
        example: "127.0.0.1:8080 or unix:/run/leadrelay.sock"
    )
    package static let network = TextForm(
        "an address or network",
        "^[0-9A-Fa-f:.]+(/[0-9]{1,3})?$",
        example: "10.0.0.0/8"
    )
    package static let url = TextForm(
        "a URL without user name, query and fragment",
        "^[Hh][Tt][Tt][Pp][Ss]?://([A-Za-z0-9.-]+|\\[[0-9A-Fa-f:.]+\\])(:[0-9]{1,5})?(/[^\\x00-\\x20\\x7F?#]*)?$",
        example: "https://api.example.com",
        mayBeSecret: true
    )
    package static let path = TextForm("a path", "^/[^\\x00-\\x20\\x7F?#]*$", example: "/hooks/crm")
    package static let callPath = TextForm("the path of a call", "^(/[^\\x00-\\x20\\x7F?#]*)?$", example: "/leads/{id}")
    package static let filePath = TextForm("the path of a file", "^[^\\x00\\n\\r]+$", example: "ids.csv")
    package static let variable = TextForm(
        "the name of an environment variable",
        "^[A-Za-z_][A-Za-z0-9_]*$",
        example: "LEADTRACKR_API_KEY",
        mayBeSecret: true
    )
    package static let timestamp = TextForm(
        "a time",
        "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]{1,9})?(Z|[+-][0-9]{2}:[0-9]{2})$",
        example: "2026-02-20T18:39:49Z"
    )
    package static let eventType = TextForm(
        "an event type",
        "^(\\*|[^\\x00-\\x20\\x7F*]+|[^\\x00-\\x20\\x7F*]+\\.\\*)$",
        example: "lead.updated, lead.* or *"
    )
    package static let header = TextForm(
        "the name of a header",
        "^[A-Za-z0-9!#$%&'*+.^_`|~-]+$",
        example: "X-API-Key"
    )
    package static let code = TextForm("a code", "^[a-z][a-z0-9]*(-[a-z0-9]+)*$", example: "won-without-value")
    package static let notFound = TextForm(
        "what a missing lead means",
        "^(dead|skip|retry [0-9]+(s|m|h|d))$",
        example: "dead, skip or retry 1h"
    )
    package static let statusClass = TextForm("a kind of answer", "^([1-5]xx|none|any)$", example: "2xx, none or any")
    package static let method = TextForm("a method", "^(GET|HEAD|POST|PUT|PATCH|DELETE)$", example: "POST")
    package static let expression = TextForm("an expression", "[^ \\t\\n\\v\\f\\r]", example: "event.lead != ''")
}

extension TextForm: CustomStringConvertible {
    package var description: String { name }
}
