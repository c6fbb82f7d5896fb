import Foundation
import JSON
import RelayAuthoring
import RelayRoutes
import RelayTesting
import Testing

@Suite("The pages of APIs and senders")
struct ContractPagesTests {
    private let pages = ContractPages(.embedded)

    private static let subjects = Catalogue.embedded.contracts(with: []).values.flatMap { contract in
        [contract.name] + contract.calls.keys.map { "\(contract.name).\($0)" }
    }.sorted()

    /// Lines that could be narrower: an address cannot be broken.
    private func tooWide(_ page: String) -> [Substring] {
        page.split(separator: "\n").filter { line in
            line.last == " " || line.count > 100 && line.split(separator: " ").count > 1
        }
    }

    private func page(_ word: String) throws -> String { pages.page(try pages.subject(word)) }

    @Test(arguments: subjects)
    func `fit the width of a page and name every field, cause and question`(word: String) throws {
        let page = try page(word)
        #expect(tooWide(page) == [])
        let plain = page.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        switch try pages.subject(word) {
        case .api(let contract):
            for call in contract.calls.values { #expect(plain.contains("\(word).\(call.name): \(call.method)")) }
            for part in ["documents", "open"] {
                for entry in contract.json[part].map({ Array($0.elements) }) ?? [] {
                    for text in entry.members.compactMap({ $0.value.string }) {
                        #expect(plain.contains(text), "\(text)")
                    }
                }
            }
        case .call(let contract, let call):
            for field in call.fields { #expect(page.contains("\n    \(field.name) "), "\(field.name)") }
            for rule in contract.answerRules(of: call, common: Catalogue.embedded.answers) {
                #expect(rule["include"] == nil)
                if let cause = rule["cause"]?.string { #expect(plain.contains(cause), "\(cause)") }
            }
        }
    }

    @Test(arguments: subjects.filter { $0.contains(".") })
    func `show an example that the call takes`(word: String) throws {
        let page = try page(word)
        let example = try #require(page.components(separatedBy: "  Example:\n").last)
        let send = try json(example)
        guard case .call(let contract, let call) = try pages.subject(word) else { return }
        #expect((send["to"] ?? send["destination"])?.string == contract.name && send["call"]?.string == call.name)
        let given = send["with"]?.members.map(\.name) ?? []
        #expect(given.allSatisfy { call.field($0) != nil })
        #expect(call.fields.filter(\.isRequired).allSatisfy { given.contains($0.name) })
    }

    @Test func `list every call with its path`() {
        let plain = pages.list.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        for contract in Catalogue.embedded.contracts(with: []).values {
            for call in contract.calls.values {
                #expect(plain.contains("\(contract.name).\(call.name) \(call.method) \(call.path.text)".trimmed))
            }
        }
    }

    @Test func `know the APIs of a routes file`() throws {
        let text = #"{ "apis": { "mine": { "calls": { "ping": { "method": "GET", "path": "/ping" } } } } }"#
        let pages = ContractPages(.embedded, RoutesFile.read(Array(text.utf8)).file)
        #expect(pages.page(try pages.subject("mine.ping")).hasPrefix("mine.ping: GET /ping (reads)\n"))
        #expect(pages.list.contains("\nmine: mine\n"))
    }

    @Test func `tell what was probably meant`() {
        #expect(throws: ContractPages.Unknown.api("octanits", nearest: "octanist")) { try pages.subject("octanits") }
        #expect(
            throws: ContractPages.Unknown.call(
                "up",
                of: "octanist",
                nearest: "updateLead",
                calls: ["updateLead", "check"]
            )
        ) {
            try pages.subject("octanist.up")
        }
        #expect(throws: ContractPages.Unknown.api("", nearest: nil)) { try pages.subject("") }
        #expect(throws: ContractPages.Unknown.api("", nearest: nil)) { try pages.subject(".x") }
    }

    @Test(arguments: subjects)
    func `are the contract itself as JSON`(word: String) throws {
        let subject = try pages.subject(word)
        let text = written { pages.write(subject, to: &$0) }
        switch subject {
        case .api(let contract): #expect(try json(text) == contract.json)
        case .call(_, let call): #expect(try json(text) == call.json)
        }
    }

    @Test(arguments: Catalogue.embedded.presets.keys.sorted())
    func `show how a sender signs and where its events' parts are`(name: String) throws {
        let presets = PresetPages(.embedded)
        let page = try #require(presets.page(for: name))
        #expect(tooWide(page) == [])
        let preset = try #require(Catalogue.embedded.presets[name])
        for part in ["id", "type", "lead"] {
            if let expression = preset[part]?.string {
                #expect(page.split(whereSeparator: \.isWhitespace).joined(separator: " ").contains(expression))
            }
        }
        #expect(page.contains("\"preset\": \"\(name)\""))
        #expect(try json(written { presets.write(name, to: &$0) }) == preset)
        #expect(presets.list.contains("\(name) "))
    }
}

extension String {
    fileprivate var trimmed: String { split(separator: " ").joined(separator: " ") }
}
