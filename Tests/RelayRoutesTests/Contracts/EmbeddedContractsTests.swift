import JSON
import RelayRoutes
import Testing

@Suite("The embedded contracts")
struct EmbeddedContractsTests {
    @Test(arguments: EmbeddedFiles.apis)
    func `keep the format, and all that they name is there`(api: String) throws {
        let contract = try embedded(api)
        #expect(contract["api"]?.string == api)
        #expect(try ContractFormat(contract: contract, common: embedded("answers")).problems == [])
        #expect(contract["calls"]?.count ?? 0 > 0)
    }

    @Test func `share rules that keep the format`() throws {
        let answers = try embedded("answers")
        let format = ContractFormat(contract: answers, common: answers)
        #expect(answers["first"]?.count == 9)
        #expect(answers["last"]?.count == 3)
        for list in ["first", "last"] {
            #expect(format.problems(inRules: try #require(answers[list]), at: list) == [])
        }
    }

    @Test(arguments: [
        ("leadtrackr", ["updateLeadStatus", "getLead"]), ("octanist", ["updateLead", "check"]),
        ("leadping", ["updateLead", "setStatus", "getLead"]), ("sendpilot", ["updateStatus", "getLead"]),
        ("http", ["request"]),
    ])
    func `have the calls of the design`(api: String, calls: [String]) throws {
        #expect(try embedded(api)["calls"]?.members.map(\.name) == calls)
    }

    @Test(arguments: ["leadtrackr", "octanist", "leadping", "sendpilot"])
    func `begin and end with the common rules in every call`(api: String) throws {
        let contract = try embedded(api)
        for call in try #require(contract["calls"]).members {
            let causes = try ExpandedRules(of: call.value, in: contract).causes
            #expect(causes.contains("answer-lost"), "\(api).\(call.name)")
            #expect(causes.last == "refused", "\(api).\(call.name)")
        }
    }

    @Test(
        arguments: [
            ("leadtrackr", "X-API-Key"), ("octanist", "X-API-KEY"), ("sendpilot", "X-API-Key"), ("leadping", nil),
            ("http", nil),
        ] as [(String, String?)]
    )
    func `say how the key goes along`(api: String, header: String?) throws {
        #expect(try embedded(api)["auth"]?["header"]?.string == header)
    }

    @Test func `protect every consent field of Leadping`() throws {
        let merge = try #require(try embedded("leadping")["calls"]?["updateLead"]?["merge"])
        let consent = [
            "smsConsentStatus", "smsOptedOut", "smsOptOutAt", "smsOptInAt", "trustedFormUrl", "complianceStatus",
        ]
        for list in ["protected", "watched"] {
            let names = Set(merge[list]?.elements.compactMap(\.string) ?? [])
            #expect(names.isSuperset(of: consent.map { "metadata." + $0 }), "\(list)")
        }
    }

    @Test func `are only those that there are`() throws {
        #expect(EmbeddedFiles.bytes(named: "salesforce") == nil)
        #expect(EmbeddedFiles.bytes(named: "leadtrackr.json") == nil)
        #expect(try #require(EmbeddedFiles.bytes(named: "presets")).last == UInt8(ascii: "\n"))
    }
}

/// A call's rules with the lists that they include put in their place.
struct ExpandedRules {
    private(set) var causes: [String] = []

    init(of call: JSONValue, in contract: JSONValue) throws {
        let common = try embedded("answers")
        func add(_ rules: JSONValue?) {
            for rule in rules.map({ Array($0.elements) }) ?? [] {
                if let name = rule["include"]?.string {
                    add(contract["answers"]?[name] ?? common[name])
                } else {
                    causes.append(rule["cause"]?.string ?? "delivered")
                }
            }
        }
        add(call["answers"])
    }
}

/// An embedded file's value; a repeated name in it is an error.
func embedded(_ name: String) throws -> JSONValue {
    try JSONDocument(try #require(EmbeddedFiles.bytes(named: name)), duplicates: .refused).root
}
