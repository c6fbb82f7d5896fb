package import JSON
import Quotation
package import RelayRoutes
import Spelling

/// What `leadrelay why` tells of the codes of findings.
package struct WhyPages: Sendable {
    private let advice: [ContractAdvice]

    package init(_ catalogue: Catalogue) {
        advice = ContractAdvice.all(in: catalogue)
    }

    /// Every code: leadrelay's own in the order of their lists, then those of contracts.
    package var codes: [String] { FindingCode.all.map(\.rawValue) + advice.map(\.advice.code).uniqued() }

    /// The code that was probably meant.
    package func nearest(to word: String) -> String? { Spelling.nearest(to: word, among: codes) }

    // MARK: Text

    /// All codes, each with its severity in a line.
    package var overview: String {
        var page = TextPage()
        for severity in [FindingCode.Severity.error, .warning, .note] {
            page.heading(severity.heading)
            page.table(rows.filter { $0.severity == severity }.map { ($0.code, $0.summary) }, widest: 28)
        }
        page.heading("More about one of them: leadrelay why CODE")
        return page.text
    }

    /// The long text of a code; nil for one that there is not.
    package func page(for code: String) -> String? {
        if let finding = FindingCode(rawValue: code), let text = FindingText.of(finding) { return Self.page(text) }
        let given = advice.filter { $0.advice.code == code }
        return given.isEmpty ? nil : Self.page(code, given)
    }

    private static func page(_ text: FindingText) -> String {
        var page = TextPage()
        page.line("\(text.code.rawValue) (\(text.code.severity.rawValue)): \(text.summary)")
        page.line()
        page.paragraph(text.meaning)
        page.line()
        page.paragraph(text.stake)
        page.heading("Wrong:")
        page.block(text.wrong)
        page.heading("Right:")
        page.block(text.right)
        page.line()
        page.paragraph(text.acceptanceText)
        return page.text
    }

    private static func page(_ code: String, _ given: [ContractAdvice]) -> String {
        var page = TextPage()
        page.line("\(code) (warning): advice of \(given.map(\.api).uniqued().joined(separator: ", "))")
        for advice in given {
            page.heading("\(advice.api).\(advice.call)")
            page.paragraph(advice.advice.fact.asSentence, indent: 2)
            page.paragraph(advice.advice.remedy, indent: 2)
        }
        page.line()
        page.paragraph(
            "Where it is meant, the send says so: \"accept\": [\(code.quoted)]. The call's fields, and what its documents "
                + "leave open: leadrelay api show \(given[0].api).\(given[0].call)"
        )
        return page.text
    }

    private var rows: [(code: String, severity: FindingCode.Severity, summary: String)] {
        let own = FindingText.all.map { ($0.code.rawValue, $0.code.severity, $0.summary) }
        let given = advice.map(\.advice.code).uniqued().map { code in
            let calls = advice.filter { $0.advice.code == code }
            let names = calls.map { "\($0.api).\($0.call)" }.uniqued().joined(separator: ", ")
            return (code, FindingCode.Severity.warning, "\(names): \(calls[0].advice.fact)")
        }
        return own + given
    }

    // MARK: JSON

    /// All codes with severity and summary.
    package func writeOverview(to writer: inout JSONWriter) {
        writer.array { writer in
            for row in rows {
                writer.object { writer in
                    writer.member("code", row.code)
                    writer.member("severity", row.severity.rawValue)
                    writer.member("summary", row.summary)
                }
            }
        }
    }

    /// All that is known of a code that there is.
    package func write(_ code: String, to writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("code", code)
            if let finding = FindingCode(rawValue: code), let text = FindingText.of(finding) {
                Self.write(text, to: &writer)
            } else {
                writer.member("severity", FindingCode.Severity.warning.rawValue)
                writer.name("advice")
                writer.array { writer in
                    for advice in advice where advice.advice.code == code { Self.write(advice, to: &writer) }
                }
            }
        }
    }

    private static func write(_ text: FindingText, to writer: inout JSONWriter) {
        writer.member("severity", text.code.severity.rawValue)
        writer.member("summary", text.summary)
        writer.member("meaning", text.meaning)
        writer.member("stake", text.stake)
        writer.member("wrong", text.wrong)
        writer.member("right", text.right)
        writer.member("acceptance", text.acceptanceText)
    }

    private static func write(_ advice: ContractAdvice, to writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("api", advice.api)
            writer.member("call", advice.call)
            writer.member("fact", advice.advice.fact)
            writer.member("remedy", advice.advice.remedy)
        }
    }
}

extension FindingCode.Severity {
    fileprivate var heading: String {
        switch self {
        case .error: "Errors: nothing runs with one of these"
        case .warning: "Warnings: they deserve a look, and fail 'check --strict'"
        case .note: "Notes: what could not be decided"
        }
    }
}

extension String {
    /// With a capital at the beginning and a full stop at the end, unless it begins with a name.
    var asSentence: String {
        let first = prefix { $0.isLetter }
        let isName = first.contains { $0.isUppercase }
        return (isName ? self : self.prefix(1).uppercased() + dropFirst()) + (hasSuffix(".") ? "" : ".")
    }
}

extension JSONWriter {
    /// Writes a member whose value is a text.
    mutating func member(_ name: String, _ text: String) {
        self.name(name)
        string(text)
    }
}
