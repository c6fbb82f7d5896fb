import JSON
import Quotation
import RelayRoutes

/// All that a contract says of a call, on a page.
struct CallSection {
    private let contract: Contract
    private let call: Call
    private let common: JSONValue?
    /// Whether the rules that all APIs share are only named.
    private let isShort: Bool

    init(_ contract: Contract, _ call: Call, common: JSONValue?, isShort: Bool) {
        self.contract = contract
        self.call = call
        self.common = common
        self.isShort = isShort
    }

    func write(to page: inout TextPage) {
        page.line("\(contract.name).\(call.name): \(call.signature) (\(call.isWrite ? "writes" : "reads"))")
        page.paragraph(call.about.asSentence, indent: 2)
        writeFields(to: &page)
        writeIdentifiers(to: &page)
        writeAdvice(to: &page)
        writeMerge(to: &page)
        writeAnswers(to: &page)
        page.heading("  Example:")
        page.block(ExampleSend(contract, call).text, indent: 4)
    }

    private func writeFields(to page: inout TextPage) {
        guard !call.fields.isEmpty else { return page.heading("  No fields.") }
        page.heading("  Fields:")
        page.table(call.fields.map { ($0.name, FieldWords($0).text) }, indent: 4)
    }

    private func writeIdentifiers(to page: inout TextPage) {
        if let first = call.identifiers.first, call.identifiers.count > 1 {
            let refused = call.json["identify"]?["others"]?.string == "refused"
            page.heading("  The lead:")
            let text = """
                send exactly one of \(call.identifiers.joined(separator: ", ")). In this order the first that is given \
                counts, \(first) before all; the others are \(refused ? "refused" : "ignored, and not compared").
                """
            page.paragraph(text.asSentence, indent: 4)
        } else if !call.json.words("lead").isEmpty {
            page.heading("  The lead: \(call.json.words("lead").map(\.text).joined(separator: ", "))")
        }
        if let needs = call.needs {
            page.heading("  Needed:")
            page.paragraph("One of \(needs.fields.joined(separator: ", ")): \(needs.because).", indent: 4)
        }
        if let already = call.already { writeAlready(already, to: &page) }
        if let echo = call.json["echo"], let field = echo["field"]?.string, let value = echo["value"]?.string {
            page.heading("  Echo:")
            let text =
                "What is written as \(field) comes back in an event as \(value). With \"echoes\" in the destination it is not routed."
            page.paragraph(text, indent: 4)
        }
    }

    private func writeAlready(_ already: AlreadySo, to page: inout TextPage) {
        page.heading("  Read before write:")
        let names = already.fields.map(\.from).joined(separator: ", ")
        var text =
            "With \"readBeforeWrite\" in the destination the lead is read first, by \(contract.name).\(already.read) with "
            + "\(names), and nothing is written where \(call.json["already"]?["when"]?.string ?? "")."
        if !already.unseen.isEmpty {
            text += " A send that gives \(already.unseen.joined(separator: ", ")) is always written."
        }
        page.paragraph(text, indent: 4)
    }

    private func writeAdvice(to page: inout TextPage) {
        guard !call.advice.isEmpty else { return }
        page.heading("  Warnings:")
        page.table(call.advice.map { ($0.code, "\($0.fact.asSentence) \($0.remedy)") }, indent: 4)
    }

    private func writeMerge(to page: inout TextPage) {
        guard let merge = call.merge, let json = call.json["merge"] else { return }
        func listed(_ key: String) -> String { json.words(key).map(\.text).joined(separator: ", ") }
        page.heading("  A whole record is written:")
        page.table(
            [
                ("read", "by \(contract.name).\(merge.read), changed, and written back"),
                ("only read", listed("removed")), ("never changed", listed("protected")),
                ("must not have moved", listed("watched")),
            ].filter { !$0.1.isEmpty },
            indent: 4
        )
    }

    private func writeAnswers(to page: inout TextPage) {
        page.heading("  Answers, of which the first that holds decides:")
        for rule in rules {
            if let name = rule["include"]?.string {
                page.paragraph(
                    "the common rules \(name.quoted); see: leadrelay api show \(contract.name).\(call.name)",
                    indent: 4
                )
            } else {
                let words = AnswerWords(rule)
                page.paragraph(words.condition, indent: 4)
                page.paragraph(words.meaning, indent: 8)
            }
        }
    }

    /// The rules in force; on a page with other calls, those that all APIs share by their name.
    private var rules: [JSONValue] { contract.answerRules(of: call, common: isShort ? nil : common) }
}
