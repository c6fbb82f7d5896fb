package import JSON

/// What is known without any configuration: APIs, senders, and the rules that all APIs share.
package struct Catalogue: Sendable {
    /// Contracts by name, as they are embedded.
    package let contracts: [String: JSONValue]
    /// Presets by name.
    package let presets: [String: JSONValue]
    /// The lists of answer rules that any contract may include.
    package let answers: JSONValue?

    package init(contracts: [String: JSONValue], presets: [String: JSONValue], answers: JSONValue?) {
        self.contracts = contracts
        self.presets = presets
        self.answers = answers
    }

    /// The contracts in force: the embedded ones with what a routes file changes or adds.
    ///
    /// One that stands on an API which there is not is taken as it is.
    package func contracts(with own: [JSONMember]) -> [String: Contract] {
        var all = contracts
        for member in own where member.value.kind == .object {
            let base = member.value["extends"]?.string ?? member.name
            all[member.name] = contracts[base].flatMap { Self.lay(member.value, over: $0) } ?? member.value
        }
        return Dictionary(all.map { ($0.key, Contract(name: $0.key, $0.value)) }) { $1 }
    }

    private static func lay(_ change: JSONValue, over base: JSONValue) -> JSONValue? {
        guard change["auth"] != nil, let withoutAuth = try? JSONDocument(#"{"auth": null}"#).root else {
            return merged(change, over: base)
        }
        // Its keys exclude each other, so that two of them together would mean nothing.
        return merged(withoutAuth, over: base).flatMap { merged(change, over: $0) }
    }

    private static func merged(_ change: JSONValue, over base: JSONValue) -> JSONValue? {
        try? JSONDocument(JSONMerge(null: .removes).lay(change, over: base)).root
    }
}
