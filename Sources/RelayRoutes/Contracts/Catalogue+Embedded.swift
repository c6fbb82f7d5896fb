import JSON

extension Catalogue {
    /// What is compiled into the program.
    package static let embedded = Catalogue(
        contracts: Dictionary(uniqueKeysWithValues: EmbeddedFiles.apis.map { ($0, document(named: $0)) }),
        presets: Dictionary(document(named: "presets").entries.map { ($0.name, $0.value) }) { $1 },
        answers: document(named: "answers")
    )

    private static func document(named name: String) -> JSONValue {
        guard let bytes = EmbeddedFiles.bytes(named: name), let document = try? JSONDocument(bytes) else {
            preconditionFailure("the embedded file \(name).json is JSON, as the tests prove")
        }
        return document.root
    }
}
