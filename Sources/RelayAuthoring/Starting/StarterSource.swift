import JSON
import RelayCore
import RelayRoutes

/// A source of a starting routes file: what the preset leaves to its user, and an event as it may come.
struct StarterSource {
    let name: String
    let preset: JSONValue
    /// Where the type and the lead are found, if the preset does not say it.
    let type: String?
    let lead: String?
    /// The types of event that say what has become of a lead.
    let types: [String]
    /// The expression for what has become of it.
    let key: String

    /// What stands in a made-up event.
    static let sampleType = "deal.won"
    static let sampleLead = "lead_1"

    init(_ name: String, _ preset: JSONValue) {
        self.name = name
        self.preset = preset
        type = preset["type"] == nil ? "body.type" : nil
        let hasData = preset["events"]?["*"]?["properties"]?["data"] != nil
        lead = preset["lead"] == nil ? (hasData ? "body.data.lead" : "body.lead") : nil
        let statuses = preset.entries("events").filter { event in
            event.value["properties"]?["data"]?["properties"]?["newStatus"] != nil
        }
        types = statuses.isEmpty ? ["*"] : statuses.map(\.name)
        key = statuses.isEmpty ? "event.type" : "event.body.data.newStatus"
    }

    /// Whether there is a secret to be given.
    var isSigned: Bool { preset.oneOrMoreObjects("signature").contains { $0["scheme"]?.string != "none" } }

    /// Whether the address is signed that it posts to.
    var signsAddress: Bool {
        preset.oneOrMoreObjects("signature").compactMap { $0["signed"]?.string }.contains { text in
            (try? SignedText(text))?.needsAddress == true
        }
    }

    /// Whether every event of its types is known to say its lead, and the check can follow how.
    var alwaysHasLead: Bool {
        let expression = preset["lead"]?.string ?? ""
        guard let path = Self.paths(in: expression).first, expression == "body." + path.joined(separator: ".") else {
            return false
        }
        return types.allSatisfy { preset["events"]?[$0].map { FieldSchema(json: $0).guarantees(path) } ?? false }
    }

    var secretVariable: String { StarterRoutes.variable(name, "WEBHOOK_SECRET") }

    func write(to writer: inout JSONWriter) {
        writer.name(name)
        writer.object { writer in
            if type != nil || lead != nil {
                writer.member(Comment.key, "Where in its events these stand, is for you to say: look at one")
            }
            writer.member("preset", name)
            if isSigned { writer.member("secrets", json: #"[{ "env": "\#(secretVariable)" }]"#) }
            if let type { writer.member("type", type) }
            if let lead { writer.member("lead", lead) }
        }
    }

    // MARK: An event

    /// The preset's sample, or what its expressions would find something in.
    var sampleBody: JSONValue? {
        var changes = [(lead, [Self.sampleLead]), (type, [Self.sampleType])]
        let sample = preset["sample"]
        if sample == nil {
            let isJoined = preset["type"]?.string?.contains("+") == true
            changes.append((preset["type"]?.string, isJoined ? ["deal", "won"] : [Self.sampleType]))
            changes.append((preset["lead"]?.string, [Self.sampleLead]))
        }
        let members = changes.flatMap { expression, texts in
            Self.paths(in: expression ?? "").enumerated().map { (path: $1, text: texts[min($0, texts.count - 1)]) }
        }
        return members.reduce(sample ?? Self.parsed("{}")) { body, member in
            guard let body, let over = Self.parsed(Self.nested(member.path[...], member.text)) else { return nil }
            return try? JSONDocument(JSONMerge(null: .removes).lay(over, over: body)).root
        }
    }

    /// The headers that the preset's type is read from.
    var sampleHeaders: [String: String] {
        guard let type = preset["type"]?.string, let start = type.range(ofFirst: "headers['")?.upperBound else {
            return [:]
        }
        return [String(type[start...].prefix { $0 != "'" }): Self.sampleType]
    }

    /// The steps of each `body.a.b` in an expression; one that goes on into a list or a call is passed over.
    private static func paths(in expression: String) -> [[String]] {
        var paths: [[String]] = []
        var rest = expression[...]
        while let found = rest.range(ofFirst: "body.") {
            let path = rest[found.upperBound...].prefix { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "." }
            rest = rest[path.endIndex...]
            let steps = path.split(separator: ".").map(String.init)
            if rest.first != "[", rest.first != "(", !paths.contains(steps) { paths.append(steps) }
        }
        return paths
    }

    private static func nested(_ path: ArraySlice<String>, _ text: String) -> String {
        guard let first = path.first else { return "\"\(text)\"" }
        return "{ \"\(first)\": \(nested(path.dropFirst(), text)) }"
    }

    private static func parsed(_ text: String) -> JSONValue? { try? JSONDocument(text).root }
}
