import JSON
import RelayAuthoring
import RelayRoutes
import RelayTesting
import Testing

@Suite("The texts of findings' codes")
struct FindingTextTests {
    private let pages = WhyPages(.embedded)

    @Test func `are there for every code, once, in the order of the codes within a kind`() {
        let codes = FindingText.all.map(\.code.rawValue)
        #expect(codes.sorted() == FindingCode.all.map(\.rawValue).sorted())
        #expect(Set(codes).count == codes.count)
    }

    @Test(arguments: FindingText.all.map(\.code.rawValue))
    func `say in three sentences and an example what is the matter`(code: String) throws {
        let text = try #require(FindingText.all.first { $0.code.rawValue == code })
        let sentences = (text.meaning + " " + text.stake).matches(of: /[.!?](?=\s|$)/).count
        #expect(sentences >= 3, "\(sentences) sentences")
        for part in [text.meaning, text.stake, text.acceptanceText] {
            #expect(part.last == "." && (part.first?.isUppercase == true || "\"'".contains(part.prefix(1))), "\(part)")
            #expect(!part.contains("\n") && !part.contains("  "), "\(part)")
        }
        #expect(text.summary.last != ".")
        #expect(!text.wrong.isEmpty && !text.right.isEmpty && text.wrong != text.right)
    }

    @Test(arguments: FindingText.all.map(\.code.rawValue))
    func `offer to accept what can be accepted`(code: String) throws {
        let text = try #require(FindingText.all.first { $0.code.rawValue == code })
        #expect((text.acceptance == .never) == (text.code.severity == .error))
    }

    @Test func `name only other codes that there are`() {
        let quoted = FindingText.all.flatMap { text in
            (text.wrong + text.right + text.acceptanceText).matches(of: /"accept": \["([a-z-]+)"/).map { String($0.1) }
        }
        #expect(Set(quoted).subtracting(pages.codes) == [])
    }

    @Test(arguments: ["changed-to-ignored", "loss-reason-without-lost", "won-without-value", "nothing-to-change"])
    func `are made of the contracts for their advice`(code: String) throws {
        let page = try #require(pages.page(for: code))
        for advice in ContractAdvice.all(in: .embedded) where advice.advice.code == code {
            #expect(page.contains("\(advice.api).\(advice.call)") && page.contains(advice.advice.remedy))
        }
        #expect(page.contains("\"accept\": [\"\(code)\"]"))
    }

    @Test func `fit the width of a page and are all listed`() throws {
        let overview = pages.overview
        for code in pages.codes {
            let page = try #require(pages.page(for: code))
            for line in page.split(separator: "\n") { #expect(line.count <= 100 && line.last != " ", "\(line)") }
            #expect(overview.contains("\n  \(code) "))
        }
        #expect(pages.page(for: "no-such-code") == nil)
        #expect(pages.nearest(to: "table-mis") == "table-miss")
    }

    @Test func `are JSON for programs`() throws {
        let list = try json(written(pages.writeOverview))
        #expect(list.elements.compactMap { $0["code"]?.string }.sorted() == pages.codes.sorted())
        for code in pages.codes {
            let object = try json(written { pages.write(code, to: &$0) })
            #expect(object["code"]?.string == code && object["severity"]?.string != nil)
            #expect(object["meaning"]?.string != nil || object["advice"]?.count ?? 0 > 0)
        }
    }

    @Test func `know every code that a broken file gives`() {
        #expect(Set(BrokenRoutes.all.flatMap(\.expected).map(\.code)).subtracting(pages.codes) == [])
    }
}

@Suite("Warnings that a send accepts")
struct AcceptanceTests {
    /// What is found in the example with a route before the others that writes to Sendpilot alone.
    private func codes(accepting accept: String) throws -> [FindingCode] {
        let with = #""with": { "id": "{{ event.lead }}", "status": "DONE" }"#
        let send = #"{ "to": "sendpilot", "call": "updateStatus", \#(with)\#(accept) }"#
        let route = #"{ "name": "extra", "from": "crm", "on": "deal.won", "send": [\#(send)] },"#
        let text = try ExampleRoutes.text().replacing("\"routes\": [", with: "\"routes\": [" + route)
        return try ExampleRoutes.findings(in: text).filter { $0.severity == .warning }.map(\.code)
    }

    @Test func `forgotten destinations are accepted without a further warning`() throws {
        #expect(try codes(accepting: "") == [.forgottenDestinations])
        #expect(try codes(accepting: #", "accept": ["forgotten-destinations"]"#) == [])
    }
}
