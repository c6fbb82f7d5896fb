import CEL
import JSON
import RelayRoutes

/// The format of a contract, written a second time and by hand, so that a slip in a file does not pass unseen.
struct ContractFormat {
    let contract: JSONValue
    /// The common lists of rules.
    let common: JSONValue

    var problems: [String] {
        let name = contract["api"]?.string ?? "?"
        var problems = FormatKeys.problems(
            contract,
            FormatKeys.contract,
            demanded: ["api", "title", "documents", "open", "auth", "calls"],
            at: name
        )
        problems += FormatKeys.problems(inReferencesOf: contract, at: name)
        if let auth = contract["auth"] { problems += FormatKeys.problems(auth, FormatKeys.auth, at: "\(name) auth") }
        for list in contract["answers"].map({ Array($0.members) }) ?? [] {
            problems += self.problems(inRules: list.value, at: "\(name) answers/\(list.name)")
        }
        for call in contract["calls"].map({ Array($0.members) }) ?? [] {
            problems += self.problems(in: call.value, at: "\(name).\(call.name)")
        }
        return problems
    }

    private func problems(in call: JSONValue, at place: String) -> [String] {
        var problems = FormatKeys.problems(
            call,
            FormatKeys.call,
            demanded: ["about", "method", "path", "effect", "fields", "answer", "answers"],
            at: place
        )
        if !["read", "write"].contains(call["effect"]?.string ?? "") { problems.append("\(place): effect") }
        for field in call["fields"].map({ Array($0.members) }) ?? [] {
            problems += self.problems(inField: field.value, at: "\(place)/\(field.name)")
        }
        problems += names(call, place) + placeholders(call, place) + parts(call, place)
        if let answer = call["answer"] { problems += SchemaFormat.problems(answer, at: "\(place) answer") }
        return problems + (call["answers"].map { self.problems(inRules: $0, at: "\(place) answers") } ?? [])
    }

    private func problems(inField field: JSONValue, at place: String) -> [String] {
        var problems = FormatKeys.problems(
            field,
            FormatKeys.field,
            demanded: ["in", "about", "schema"],
            at: place
        )
        if !["body", "path", "query", "header", "request"].contains(field["in"]?.string ?? "") {
            problems.append("\(place): in")
        }
        if let unit = field["unit"], !["cents", "units"].contains(unit.string ?? "") {
            problems.append("\(place): unit")
        }
        guard let schema = field["schema"] else { return problems }
        problems += SchemaFormat.problems(schema, at: place)
        let values =
            (field["vocabularies"]?.members.flatMap { Array($0.value.elements) } ?? [])
            + (field["consent"].map { Array($0.elements) } ?? []) + (field["examples"].map { Array($0.elements) } ?? [])
        let judge = FieldSchema(json: schema)
        return problems + values.compactMap { judge.violation(of: $0) }.map { "\(place): \($0)" }
    }

    // MARK: Names

    /// Names of fields that stand where only a field's name may stand.
    private func names(_ call: JSONValue, _ place: String) -> [String] {
        let advice = call["advice"].map { Array($0.elements) } ?? []
        let used =
            [call["lead"], call["identify"]?["oneOf"], call["needs"]?["oneOf"]]
            .flatMap { $0?.elements.compactMap(\.string) ?? [] }
            + [call["echo"]?["field"]?.string].compactMap(\.self)
            + advice.flatMap { $0["when"]?.members.map(\.name) ?? [] }
        return Set(used).filter { call["fields"]?[$0] == nil }.sorted().map { "\(place): \($0) is no field" }
    }

    private func placeholders(_ call: JSONValue, _ place: String) -> [String] {
        let pieces = (call["path"]?.string ?? "").split(separator: "{").dropFirst()
        let named = Set(pieces.map { String($0.prefix { $0 != "}" }) })
        let fields = call["fields"]?.members.filter { $0.value["in"]?.string == "path" } ?? []
        return named.symmetricDifference(fields.map(\.name)).sorted().map { "\(place): {\($0)} in path or fields only" }
            + fields.filter { $0.value["required"]?.bool != true }.map {
                "\(place): \($0.name) leaves a hole in the path"
            }
    }

    private func parts(_ call: JSONValue, _ place: String) -> [String] {
        let keys: [(String, Set<String>)] = [
            ("identify", FormatKeys.identify), ("needs", FormatKeys.needs), ("merge", FormatKeys.merge),
            ("echo", FormatKeys.echo),
        ]
        var problems = keys.flatMap { key, allowed in
            call[key].map { FormatKeys.problems($0, allowed, demanded: allowed, at: "\(place) \(key)") } ?? []
        }
        for advice in call["advice"].map({ Array($0.elements) }) ?? [] {
            problems += FormatKeys.problems(
                advice,
                FormatKeys.advice,
                demanded: FormatKeys.advice,
                at: "\(place) advice"
            )
        }
        for derived in call["merge"]?["derived"].map({ Array($0.elements) }) ?? [] {
            problems += FormatKeys.problems(
                derived,
                FormatKeys.derived,
                demanded: FormatKeys.derived,
                at: "\(place) merge"
            )
        }
        if let read = call["merge"]?["read"]?.string, contract["calls"]?[read]?["effect"]?.string != "read" {
            problems.append("\(place): merge reads by \(read)")
        }
        if let already = call["already"] {
            problems += self.problems(inAlready: already, of: call, at: "\(place) already")
        }
        if let echo = call["echo"]?["value"]?.string {
            problems += CELTexts.problems(echo, .event, at: "\(place) echo")
        }
        return problems
    }

    private func problems(inAlready already: JSONValue, of call: JSONValue, at place: String) -> [String] {
        let demanded = FormatKeys.already.subtracting(["unseen"])
        let read = already["read"]?.string.flatMap { contract["calls"]?[$0] }
        let pairs = already["with"].map { Array($0.members) } ?? []
        let unseen = already["unseen"].map { $0.elements.compactMap(\.string) } ?? []
        let own = pairs.compactMap(\.value.string) + unseen
        return FormatKeys.problems(already, FormatKeys.already, demanded: demanded, at: place)
            + (read?["effect"]?.string == "read" && call["effect"]?.string == "write" ? [] : ["\(place): effect"])
            + pairs.filter { read?["fields"]?[$0.name] == nil }.map { "\(place): \($0.name) is not read by" }
            + own.filter { call["fields"]?[$0] == nil }.map { "\(place): \($0) is no field" }
            + CELTexts.problems(already["when"]?.string ?? "", .answer, expecting: .bool, at: place)
    }

    // MARK: Rules

    func problems(inRules rules: JSONValue, at place: String) -> [String] {
        rules.elements.enumerated().flatMap { problems(inRule: $1, at: "\(place)/\($0)") }
    }

    private func problems(inRule rule: JSONValue, at place: String) -> [String] {
        if let include = rule["include"]?.string {
            let isKnown = common[include] != nil || contract["answers"]?[include] != nil
            return FormatKeys.problems(rule, FormatKeys.include, at: place)
                + (isKnown ? [] : ["\(place): no list \(include)"])
        }
        var problems = FormatKeys.problems(rule, FormatKeys.rule, demanded: ["status", "verdict"], at: place)
        let verdict = rule["verdict"]?.string ?? ""
        if !["delivered", "warned", "retry", "wait", "dead", "pause"].contains(verdict) {
            problems.append("\(place): verdict")
        }
        if verdict != "delivered", rule["cause"] == nil || rule["remedy"] == nil {
            problems.append("\(place): no cause or remedy")
        }
        problems += (rule["when"]?.string).map { CELTexts.problems($0, .answer, expecting: .bool, at: place) } ?? []
        return problems + (Self.isStatus(rule["status"]) ? [] : ["\(place): status"])
    }

    private static func isStatus(_ status: JSONValue?) -> Bool {
        guard let status else { return false }
        let words = ["2xx", "3xx", "4xx", "5xx", "none", "any"]
        let codes = status.kind == .array ? Array(status.elements) : [status]
        return words.contains(status.string ?? "") || codes.allSatisfy { (100...599).contains($0.int ?? 0) }
    }
}
