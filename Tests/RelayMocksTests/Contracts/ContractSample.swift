import JSON
import RelayMocks
import RelayRoutes
import Testing

/// Requests that a contract says an API takes: every call, with all of its fields by each identifier, with each field
/// alone, and with each value of each list of values.
struct ContractSample: Sendable, CustomTestStringConvertible {
    let api: String
    let call: String
    /// A JSON object.
    let fields: String
    /// The document by which the stand-in judges, where there are several.
    let vocabulary: SendpilotVocabulary

    var testDescription: String { "\(api).\(call) \(fields)" }

    static func all(of catalogue: Catalogue) -> [ContractSample] {
        catalogue.contracts(with: []).sorted { $0.key < $1.key }.flatMap { samples(of: $0.value) }
    }

    static func samples(of contract: Contract) -> [ContractSample] {
        contract.calls.sorted { $0.key < $1.key }.flatMap { samples(of: $0.value, contract.name) }
    }

    /// What a lead of the stand-ins is called, and what else must be one of its own.
    private static let known: [String: String] = [
        "leadtrackr.leadId": "42", "leadtrackr.uniqueIdentifier": #""crm-lead-456""#,
        "leadtrackr.email": #""a@example.com""#, "leadtrackr.phone": #""+31612345678""#,
        "octanist.id": #""lead_abc123""#, "octanist.email": #""john@example.com""#,
        "octanist.phone": #""+1234567890""#, "sendpilot.id": #""lead_abc123""#, "leadping.id": #""own""#,
        "leadping.leadId": #""own""#, "leadping.tagIds": #"["tag_1"]"#, "http.path": #""/a""#, "http.method": #""PUT""#,
        "http.query": #"{"a":"b"}"#, "http.headers": #"{"X-A":"b"}"#, "http.body": #"{"a":[1]}"#,
    ]

    private static func samples(of call: Call, _ api: String) -> [ContractSample] {
        let whole = Dictionary(
            call.fields.map { ($0.name, known["\(api).\($0.name)"] ?? value($0, of: call)) }
        ) { $1 }
        let identifiers = call.identifiers.isEmpty ? [nil] : call.identifiers.map(Optional.some)
        let byIdentifier = identifiers.map { kept in
            whole.filter { $0.key == kept || !call.identifiers.contains($0.key) }
        }
        let needed = call.needs?.fields.first
        let least = byIdentifier[0].filter { name, _ in
            call.field(name)?.isRequired == true || call.identifiers.contains(name) || name == needed
        }
        let alone = call.fields.filter { least[$0.name] == nil && !call.identifiers.contains($0.name) }.map { field in
            least.merging(whole.filter { $0.key == field.name }) { $1 }.sample(api, call, .newest)
        }
        let byValue = call.fields.flatMap { field in
            values(of: field).map { value in
                least.merging([field.name: value.text]) { $1 }.sample(api, call, value.vocabulary)
            }
        }
        return byIdentifier.map { $0.sample(api, call, .newest) } + alone + byValue
    }

    /// The values that a field's schema and its documents list.
    private static func values(of field: Field) -> [(text: String, vocabulary: SendpilotVocabulary)] {
        let ofDocuments = field.vocabularies.flatMap { document, values in
            values.map { ("\"\($0)\"", vocabulary(of: document)) }
        }
        guard ofDocuments.isEmpty else { return ofDocuments }
        guard let schema = field.json["schema"] else { return [] }
        let branches = schema["anyOf"].map { Array($0.elements) } ?? (schema["enum"] == nil ? [] : [schema])
        return branches.flatMap { branch in
            branch["enum"].map { $0.elements.map { String(decoding: $0.source, as: UTF8.self) } } ?? [sample(branch)]
        }
        .map { ($0, .newest) }
    }

    private static func vocabulary(of document: String) -> SendpilotVocabulary {
        switch document {
        case "the page's prose": .prose
        case "the page's schema": .schema
        default: .newest
        }
    }

    // MARK: Values

    private static func value(_ field: Field, of call: Call) -> String {
        if let vocabulary = field.vocabularies.last { return "\"\(vocabulary.values[0])\"" }
        let kept = call.json["merge"]?["protected"]?.elements.compactMap(\.string) ?? []
        let inner = kept.filter { $0.hasPrefix(field.name + ".") }.map { String($0.dropFirst(field.name.count + 1)) }
        return field.json["schema"].map { sample($0, without: inner) } ?? "{}"
    }

    /// A value that the schema allows.
    private static func sample(_ schema: JSONValue, without left: [String] = []) -> String {
        if let first = schema["enum"]?[0] { return String(decoding: first.source, as: UTF8.self) }
        if let branch = schema["anyOf"]?[0] { return sample(branch) }
        if let format = schema["format"]?.string { return "\"\(text(format))\"" }
        let types = schema["type"]?.elements.compactMap(\.string) ?? []
        // Where documents differ, the newest has a number.
        if types.contains("string"), types.contains("number") { return "5000" }
        switch schema["type"]?.string ?? types.first {
        case "string": return schema["pattern"] == nil ? "\"text\"" : "\"49.90\""
        case "number", "integer": return "5000"
        case "boolean": return "true"
        case "array": return "[" + (schema["items"].map { sample($0) } ?? "") + "]"
        case "object":
            let members = schema["properties"]?.members.filter { !left.contains($0.name) } ?? []
            return "{" + members.map { "\"\($0.name)\":\(sample($0.value))" }.joined(separator: ",") + "}"
        default: return "null"
        }
    }

    private static func text(_ format: String) -> String {
        switch format {
        case "date-time": "2023-11-07T05:31:56Z"
        case "date": "2023-12-25"
        case "uuid": "a1b2c3d4-e5f6-7890-abcd-ef1234567890"
        default: "text"
        }
    }

    // MARK: Stand-ins

    /// A stand-in with the leads that the samples speak of.
    func standIn() -> any MockAPI {
        let key = ContractTrial.key
        switch api {
        case "leadtrackr": return LeadTrackrMockTests.mock { $0.key = key }
        case "octanist": return OctanistMockTests.mock { $0.key = key }
        case "leadping": return LeadpingMockTests.mock { $0.key = key }
        case "sendpilot":
            var mock = SendpilotMockTests.mock(vocabulary)
            mock.settings.key = key
            return mock
        default: return HTTPMock()
        }
    }
}

extension [String: String] {
    fileprivate func sample(_ api: String, _ call: Call, _ vocabulary: SendpilotVocabulary) -> ContractSample {
        let members = sorted { $0.key < $1.key }.map { "\"\($0.key)\":\($0.value)" }
        return ContractSample(
            api: api,
            call: call.name,
            fields: "{\(members.joined(separator: ","))}",
            vocabulary: vocabulary
        )
    }
}
