import JSON

extension RecordMerge {
    /// Takes over what a contract says.
    init(_ json: JSONValue) {
        self.init(
            removed: json.words("removed").map(\.text),
            derived: json.objects("derived").compactMap(Derived.init),
            constants: json.entries("constants").map { Constant(name: $0.name, value: $0.value) },
            identity: json["identity"]?.string ?? "id",
            protected: json.words("protected").map { JSONPointer(dotted: $0.text) },
            watched: json.words("watched").map { JSONPointer(dotted: $0.text) }
        )
    }
}

extension RecordMerge.Derived {
    fileprivate init?(_ json: JSONValue) {
        guard let name = json["name"]?.string, let from = json["from"]?.string, let taking = json["taking"]?.string
        else {
            return nil
        }
        self.init(name: name, from: from, taking: taking)
    }
}

extension JSONPointer {
    /// Reads `metadata.smsOptedOut`.
    fileprivate init(dotted path: String) {
        self.init(tokens: path.split(separator: ".").map(String.init))
    }
}
