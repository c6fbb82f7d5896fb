import JSON

/// The keys that the formats of contracts and presets have, with what is wrong in an object that has others.
enum FormatKeys {
    static let contract: Set = ["api", "title", "documents", "open", "base", "auth", "answers", "calls"]
    static let document: Set = ["name", "date", "url"]
    static let question: Set = ["question", "decision"]
    static let auth: Set = ["header", "bearer", "none"]
    static let call: Set = [
        "about", "method", "path", "effect", "probe", "lead", "fields", "identify", "needs", "advice", "merge",
        "already",
        "echo", "answer", "answers",
    ]
    static let field: Set = [
        "in", "as", "required", "about", "schema", "unit", "vocabularies", "consent", "examples",
    ]
    static let rule: Set = ["status", "when", "verdict", "cause", "remedy", "after", "confirm", "scope"]
    static let include: Set = ["include"]
    static let identify: Set = ["oneOf", "others"]
    static let needs: Set = ["oneOf", "because"]
    static let advice: Set = ["code", "when", "fact", "remedy"]
    static let merge: Set = ["read", "identity", "removed", "derived", "constants", "protected", "watched"]
    static let derived: Set = ["name", "from", "taking"]
    static let already: Set = ["read", "with", "when", "unseen"]
    static let echo: Set = ["field", "value"]
    static let schema: Set = [
        "type", "enum", "const", "anyOf", "format", "pattern", "minimum", "maximum", "minLength", "maxLength", "items",
        "properties", "required", "additionalProperties", "description",
    ]
    static let preset: Set = [
        "title", "documents", "open", "signature", "id", "aliases", "type", "lead", "occurredAt", "change", "types",
        "events",
        "handshakes", "batch", "answer", "sample",
    ]
    static let scheme: Set = [
        "scheme", "header", "layout", "prefix", "element", "separator", "signed", "encoding", "key", "timestamp",
        "tolerance", "id", "publicKey", "bodyDigest",
    ]
    static let handshake: Set = ["method", "when", "challenge", "token", "signed", "mac", "answer"]

    /// The keys of an object that are none of the allowed ones, and the demanded ones that it lacks.
    static func problems(
        _ object: JSONValue,
        _ allowed: Set<String>,
        demanded: Set<String> = [],
        at place: String
    ) -> [String] {
        guard object.kind == .object else { return ["\(place) is no object"] }
        let keys = Set(object.members.map(\.name)).subtracting(["//"])
        return keys.subtracting(allowed).sorted().map { "\(place): unknown key \($0)" }
            + demanded.subtracting(keys).sorted().map { "\(place): no \($0)" }
    }

    /// What is wrong with the list of documents and that of open questions.
    static func problems(inReferencesOf object: JSONValue, at place: String) -> [String] {
        let documents = object["documents"].map { Array($0.elements) } ?? []
        let questions = object["open"].map { Array($0.elements) } ?? []
        return documents.flatMap { problems($0, document, demanded: ["name", "url"], at: "\(place) documents") }
            + questions.flatMap { problems($0, question, demanded: question, at: "\(place) open") }
    }
}
