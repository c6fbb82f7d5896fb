import CEL
import JSON
import RelayRoutes

/// The format of a preset, written a second time and by hand, so that a slip in the file does not pass unseen.
enum PresetFormat {
    static func problems(_ preset: JSONValue, at name: String) -> [String] {
        var problems = FormatKeys.problems(
            preset,
            FormatKeys.preset,
            demanded: ["title", "documents", "signature"],
            at: name
        )
        problems += FormatKeys.problems(inReferencesOf: preset, at: name)
        for key in ["id", "type", "lead", "occurredAt"] {
            problems += (preset[key]?.string).map { CELTexts.problems($0, .event, at: "\(name) \(key)") } ?? []
        }
        if let change = preset["change"] {
            problems += FormatKeys.problems(change, ["from", "to"], demanded: ["from", "to"], at: "\(name) change")
            for end in change.members.compactMap(\.value.string) {
                problems += CELTexts.problems(end, .event, at: "\(name) change")
            }
        }
        for alias in preset["aliases"].map({ $0.elements.compactMap(\.string) }) ?? [] {
            problems += CELTexts.problems(alias, .event, at: "\(name) aliases")
        }
        for scheme in preset["signature"].map({ Array($0.elements) }) ?? [] {
            problems += self.problems(inScheme: scheme, at: "\(name) signature")
        }
        for handshake in preset["handshakes"].map({ Array($0.elements) }) ?? [] {
            problems += self.problems(inHandshake: handshake, at: "\(name) handshake")
        }
        for schema in preset["events"].map({ Array($0.members) }) ?? [] {
            problems += SchemaFormat.problems(schema.value, at: "\(name) events/\(schema.name)")
        }
        if let answer = preset["answer"], !(200...299).contains(answer.int ?? 0) { problems.append("\(name): answer") }
        return problems
    }

    private static func problems(inScheme scheme: JSONValue, at place: String) -> [String] {
        var problems = FormatKeys.problems(scheme, FormatKeys.scheme, demanded: demanded(of: scheme), at: place)
        let words: [(String, Set<String>)] = [
            ("scheme", kinds), ("layout", ["whole", "elements", "versions"]), ("encoding", ["hex", "base64"]),
            ("key", ["text", "base64", "hex", "whsec", "whpk", "spki", "pem"]),
        ]
        problems += words.filter { key, allowed in scheme[key].map { !allowed.contains($0.string ?? "") } ?? false }
            .map { "\(place): \($0.0)" }
        if let timestamp = scheme["timestamp"] {
            problems += FormatKeys.problems(
                timestamp,
                ["header", "element", "body", "unit"],
                demanded: ["unit"],
                at: place
            )
        }
        if scheme["tolerance"] != nil, scheme["timestamp"] == nil { problems.append("\(place): tolerance of no time") }
        return problems + placeholders(scheme, place)
    }

    private static let kinds: Set = [
        "hmac-sha1", "hmac-sha256", "hmac-sha512", "sha256", "ed25519", "rsa-sha256", "token", "basic", "none",
    ]

    private static func demanded(of scheme: JSONValue) -> Set<String> {
        switch scheme["scheme"]?.string {
        case "none": ["scheme"]
        case "token", "basic": ["scheme", "header"]
        default:
            scheme["layout"]?.string == "elements"
                ? ["scheme", "header", "layout", "signed", "encoding", "key", "element"]
                : ["scheme", "header", "layout", "signed", "encoding", "key"]
        }
    }

    /// What is signed speaks only of what the scheme says where to find.
    private static func placeholders(_ scheme: JSONValue, _ place: String) -> [String] {
        let pieces = (scheme["signed"]?.string ?? "").split(separator: "{", omittingEmptySubsequences: false)
            .dropFirst()
        let named = Set(pieces.map { String($0.prefix { $0 != "}" }) })
        let known: Set = ["body", "timestamp", "id", "url", "uri", "method", "secret", "form"]
        return named.subtracting(known).sorted().map { "\(place): no such part {\($0)}" }
            + ["timestamp", "id"].filter { named.contains($0) && scheme[$0] == nil }.map {
                "\(place): no place of \($0)"
            }
    }

    private static func problems(inHandshake handshake: JSONValue, at place: String) -> [String] {
        let demanded: Set = ["method", "when", "challenge", "signed", "answer"]
        var problems = FormatKeys.problems(handshake, FormatKeys.handshake, demanded: demanded, at: place)
        for (key, type) in [("when", ValueType.bool), ("challenge", .string), ("token", .string)] {
            problems +=
                (handshake[key]?.string).map { CELTexts.problems($0, .event, expecting: type, at: "\(place) \(key)") }
                ?? []
        }
        let usesMAC = handshake["answer"]?.members.contains { $0.value.string?.contains("{{ mac }}") == true } ?? false
        return problems + (usesMAC == (handshake["mac"] != nil) ? [] : ["\(place): mac"])
    }
}
