import JSON
import RelayRoutes

/// How one would begin to fill in a call: what it requires, one identifier, and what makes it worth sending.
struct SendSketch {
    let contract: Contract
    let call: Call
    /// The API's fields that are worth filling in, in the order of the contract.
    let fields: [(field: Field, filling: Filling)]

    enum Filling: Equatable {
        /// The lead that the event is about.
        case lead
        /// This system's id of that lead, from a table.
        case leadOfTable
        /// This system's word for what has happened, from a table of words such as these.
        case word(examples: [String])
        /// Always the same JSON.
        case json(String)
    }

    /// A label that no account has, and that `check` knows as a placeholder.
    static let placeholder = "00000000-0000-0000-0000-000000000000"

    /// Takes over what the contract says; `ownsLead` where the lead's id in events is this API's own.
    init(_ contract: Contract, _ call: Call, ownsLead: Bool = false) {
        self.contract = contract
        self.call = call
        let identifier = Self.identifier(of: call)
        let worded = Self.worded(call)
        fields = call.fields.compactMap { field in
            if field.name == identifier {
                return (field, field.name == "uniqueIdentifier" || ownsLead ? .lead : .leadOfTable)
            }
            if field.name == worded { return (field, .word(examples: Self.examples(field))) }
            guard field.isRequired || Self.isCompanion(field) || Self.isWorthShowing(field, in: call, worded) else {
                return nil
            }
            return (field, .json(Self.constant(field)))
        }
    }

    /// The identifier that names one lead for certain: an id of ours if the API keeps one, else its own.
    private static func identifier(of call: Call) -> String? {
        let names = call.identifiers.isEmpty ? call.json.words("lead").map(\.text) : call.identifiers
        return names.first { $0 == "uniqueIdentifier" } ?? names.first
    }

    /// The field that takes a word of the API's own for what has happened.
    private static func worded(_ call: Call) -> String? {
        guard call.isWrite else { return nil }
        let candidates = ["conversionId", "status", "outcome"]
        return candidates.first { call.field($0)?.place == .body }
    }

    private static func examples(_ field: Field) -> [String] {
        if let first = field.vocabularies.first {
            let common = first.values.filter { word in field.vocabularies.allSatisfy { $0.values.contains(word) } }
            return common.isEmpty ? [first.values.first ?? ""] : common
        }
        if let schema = field.schema {
            let words = schema.constants?.compactMap(\.string) ?? []
            if !words.isEmpty { return words }
            if schema.types == [.string], field.json["schema"]?["anyOf"] != nil { return [placeholder, "lost"] }
        }
        return ["Sold", "Lost"]
    }

    /// A field that says where a change comes from; it costs nothing and helps whoever looks at the history.
    private static func isCompanion(_ field: Field) -> Bool {
        field.name == "changeSource" && field.schema?.constants?.contains { $0.string == "API" } == true
    }

    /// A field for a write that requires none: without any there would be nothing to change.
    private static func isWorthShowing(_ field: Field, in call: Call, _ worded: String?) -> Bool {
        guard call.isWrite, worded == nil else { return false }
        return field.place == .request ? field.name == "body" : field.schema?.types.contains(.boolean) == true
    }

    private static func constant(_ field: Field) -> String {
        if field.place == .request { return #"{ "type": "{{ event.type }}", "lead": "{{ event.?lead }}" }"# }
        if isCompanion(field) { return #""API""# }
        if field.schema?.types.contains(.boolean) == true { return "true" }
        if let constant = field.schema?.constants?.first { return String(decoding: constant.source, as: UTF8.self) }
        return field.name == "type" ? #""Status""# : #""text""#
    }
}
