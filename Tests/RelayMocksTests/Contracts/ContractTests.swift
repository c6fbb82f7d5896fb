import JSON
import RelayCore
import RelayMocks
import RelayRoutes
import Testing

/// The contracts are data that somebody wrote from the documents, and the stand-ins are code that somebody wrote from them:
/// neither knows the other, so where both agree, it is because of the documents.
@Suite("A contract, before the stand-in of its API,")
struct ContractTests {
    @Test(arguments: ContractSample.all(of: .embedded))
    func `makes requests that the documents allow, and understands what comes back`(sample: ContractSample) throws {
        #expect(try Self.problems(sample, .embedded) == [])
    }

    @Test func `is tried with every call and every field`() throws {
        for (name, contract) in Catalogue.embedded.contracts(with: []) {
            let samples = ContractSample.samples(of: contract)
            for call in contract.calls.values {
                let tried = try samples.filter { $0.call == call.name }.flatMap {
                    try JSONDocument($0.fields).root.members.map(\.name)
                }
                #expect(Set(tried) == Set(call.fields.map(\.name)), "\(name).\(call.name)")
                #expect(samples.contains { $0.call == call.name })
            }
        }
    }

    /// What goes wrong with a request that the contract makes; nothing where it is carried out and understood.
    static func problems(_ sample: ContractSample, _ catalogue: Catalogue) throws -> [String] {
        var api = sample.standIn()
        let trial = try ContractTrial(sample.api, sample.call, with: sample.fields, catalogue: catalogue)
        let outcome = try trial.ask(&api)
        var problems: [String] = []
        if outcome.verdict.kind != .delivered { problems.append("\(outcome.verdict.cause): \(outcome.text)") }
        if let misfit = outcome.misfit { problems.append("the answer \(misfit.fact): \(outcome.text)") }
        return problems
    }

    // MARK: Contracts that lie

    /// What is laid over a contract to make it lie, and which.
    private static let lies: [(api: String, lie: String)] = [
        ("leadtrackr", #"{"calls":{"updateLeadStatus":{"method":"PUT"}}}"#),
        ("leadtrackr", #"{"calls":{"updateLeadStatus":{"path":"/api/leads/updateStatus"}}}"#),
        ("leadtrackr", #"{"auth":{"header":"Authorization"}}"#),
        ("leadtrackr", #"{"base":"https://app.leadtrackr.io/v1"}"#),
        ("leadtrackr", #"{"calls":{"updateLeadStatus":{"fields":{"conversionId":{"as":"conversionID"}}}}}"#),
        ("leadtrackr", #"{"calls":{"updateLeadStatus":{"fields":{"note":{"in":"body","schema":{"type":"string"}}}}}}"#),
        ("leadtrackr", #"{"calls":{"updateLeadStatus":{"fields":{"price":{"in":"query"}}}}}"#),
        (
            "leadtrackr",
            #"{"calls":{"updateLeadStatus":{"fields":{"conversionId":{"schema":{"anyOf":[{"enum":["open","won"]}]}}}}}}"#
        ),
        (
            "leadtrackr",
            #"{"calls":{"updateLeadStatus":{"answers":[{"status":201,"verdict":"dead","cause":"refused"}]}}}"#
        ),
        ("leadtrackr", #"{"calls":{"getLead":{"answer":{"required":["leads"]}}}}"#),
        ("octanist", #"{"auth":{"header":null,"bearer":true}}"#),
        ("octanist", #"{"calls":{"updateLead":{"path":"/api/leads/{id}","fields":{"id":{"in":"path"}}}}}"#),
        ("octanist", #"{"calls":{"updateLead":{"fields":{"status":{"schema":{"enum":["open"]}}}}}}"#),
        ("octanist", #"{"calls":{"updateLead":{"fields":{"value":{"schema":{"anyOf":[{"enum":["a lot"]}]}}}}}}"#),
        (
            "octanist",
            #"{"calls":{"updateLead":{"answers":[{"status":"2xx","when":"body.leadsUpdated == 0","verdict":"dead"},{"status":"2xx","when":"body.updated == 1","verdict":"delivered"},{"include":"last"}]}}}"#
        ),
        ("leadping", #"{"auth":{"header":"X-API-Key"}}"#),
        ("leadping", #"{"calls":{"setStatus":{"method":"POST"}}}"#),
        ("leadping", #"{"calls":{"setStatus":{"fields":{"category":{"schema":{"enum":["Won"]}}}}}}"#),
        ("leadping", #"{"calls":{"setStatus":{"fields":{"changeSource":{"schema":{"enum":["api"]}}}}}}"#),
        ("leadping", #"{"calls":{"setStatus":{"fields":{"timestamp":{"schema":{"format":null}}}}}}"#),
        ("leadping", #"{"calls":{"updateLead":{"merge":{"removed":["createdAt"]}}}}"#),
        ("leadping", #"{"calls":{"updateLead":{"merge":{"derived":null}}}}"#),
        ("leadping", #"{"calls":{"updateLead":{"merge":null}}}"#),
        ("leadping", #"{"calls":{"getLead":{"fields":{"full":{"in":"query","schema":{"type":"string"}}}}}}"#),
        ("octanist", #"{"calls":{"check":{"method":"GET"}}}"#),
        ("leadping", #"{"calls":{"updateLead":{"fields":{"status":{"in":"body","schema":{"type":"string"}}}}}}"#),
        ("leadping", #"{"calls":{"getLead":{"answer":{"properties":{"tags":{"type":"string"}}}}}}"#),
        ("sendpilot", #"{"calls":{"updateStatus":{"method":"PUT"}}}"#),
        ("sendpilot", #"{"calls":{"updateStatus":{"path":"/api/v1/leads/{id}/status"}}}"#),
        (
            "sendpilot",
            #"{"calls":{"updateStatus":{"fields":{"status":{"vocabularies":{"the page's prose":["PENDING"]}}}}}}"#
        ),
        (
            "sendpilot",
            #"{"calls":{"updateStatus":{"fields":{"customLeadStatus":{"schema":{"enum":["DONE"]}}}}}}"#
        ),
        ("sendpilot", #"{"calls":{"updateStatus":{"answer":{"properties":{"success":{"type":"string"}}}}}}"#),
        ("sendpilot", #"{"calls":{"getLead":{"fields":{"phone":{"in":"query","schema":{"type":"string"}}}}}}"#),
    ]

    @Test(arguments: lies)
    func `is found out where it lies`(api: String, lie: String) throws {
        let catalogue = try Self.catalogue(lying: lie, about: api)
        let contract = try #require(catalogue.contracts(with: [])[api])
        let problems = ContractSample.samples(of: contract).flatMap { sample in
            // What cannot even be rendered does not reach the stand-in, and tells of no lie.
            (try? Self.problems(sample, catalogue)) ?? []
        }
        #expect(!problems.isEmpty)
    }

    private static func catalogue(lying lie: String, about api: String) throws -> Catalogue {
        var contracts = Catalogue.embedded.contracts
        let truth = try #require(contracts[api])
        let laid = JSONMerge(null: .removes).lay(try JSONDocument(lie).root, over: truth)
        contracts[api] = try JSONDocument(laid).root
        return Catalogue(
            contracts: contracts,
            presets: Catalogue.embedded.presets,
            answers: Catalogue.embedded.answers
        )
    }
}
