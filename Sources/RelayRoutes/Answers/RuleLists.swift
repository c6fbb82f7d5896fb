import CEL
import JSON
import Quotation
import RelayCore

/// The rules of one contract: each named list compiled once, and put in the place of its `include`.
struct RuleLists {
    private let vocabulary: AnswerVocabulary
    private let own: JSONValue?
    private let common: JSONValue?
    private let origin: ContractOrigin
    private var compiled: [String: [AnswerRule]] = [:]
    /// The lists that are being read, the outermost first.
    private var open: [String] = []
    private(set) var findings: [Finding] = []

    /// Takes the contract's named lists, and those that every contract may include.
    init(_ own: JSONValue?, common: JSONValue?, _ origin: ContractOrigin, _ vocabulary: AnswerVocabulary) {
        self.vocabulary = vocabulary
        self.own = own
        self.common = common
        self.origin = origin
    }

    /// Compiles the named lists, also those that nothing includes.
    mutating func readAll() {
        for member in own?.entries ?? [] { _ = list(named: member.name) }
    }

    /// A list of the contract's own, flat.
    mutating func rules(in list: JSONValue?) -> [AnswerRule] { rules(in: list, origin) }

    /// A list that stands in the file outside of the contract, flat.
    mutating func rules(inFile list: JSONValue?) -> [AnswerRule] { rules(in: list, .file) }

    private mutating func rules(in list: JSONValue?, _ origin: ContractOrigin) -> [AnswerRule] {
        var rules: [AnswerRule] = []
        for json in list?.elements.filter({ $0.kind == .object }) ?? [] {
            if let include = json.word("include") {
                rules += included(include, json, origin)
            } else if let rule = rule(json, origin) {
                rules.append(rule)
            }
        }
        return rules
    }

    // MARK: Includes

    private mutating func included(_ name: Word, _ json: JSONValue, _ origin: ContractOrigin) -> [AnswerRule] {
        let written = origin.written(json)
        if let other = written?.entries.first(where: { $0.name != "include" && $0.name != "verdict" }) {
            let fact = "\(other.name.quoted) does nothing beside \"include\""
            let remedy = "Leave it out; the rules of the list say for themselves what they are for."
            findings.append(Finding(.conflictingKeys, at: Spot(nameOf: other), fact, remedy))
        }
        guard !open.contains(name.text) else {
            let path = (open.drop { $0 != name.text } + [name.text]).joined(separator: " → ")
            let fact = "the list \(name.text.quoted) includes itself: \(path)"
            report(.circularRules, at: origin.spot(of: name.json), fact, "Remove one of the includes.")
            return []
        }
        guard let rules = list(named: name.text) else {
            let names = Set([own, common].flatMap { $0?.entries.map(\.name) ?? [] })
            let remedy = ShapeCheck.suggest(name.text, names.sorted(), "There is")
            report(.unknownRules, at: origin.spot(of: name.json), "there are no rules \(name.text.quoted)", remedy)
            return []
        }
        return rules
    }

    private mutating func list(named name: String) -> [AnswerRule]? {
        if let known = compiled[name] { return known }
        guard name != Comment.key, let list = own?[name] ?? common?[name] else { return nil }
        open.append(name)
        let rules = rules(in: list, own?[name] == nil ? .embedded : origin)
        open.removeLast()
        compiled[name] = rules
        return rules
    }

    private mutating func report(_ code: FindingCode, at spot: Spot?, _ fact: String, _ remedy: String) {
        // What comes with the program is held to this by its tests.
        if let spot { findings.append(Finding(code, at: spot, fact, remedy)) }
    }

    // MARK: Rules

    /// Nil for a rule that is wrong, which has been told, here or by its shape.
    private mutating func rule(_ json: JSONValue, _ origin: ContractOrigin) -> AnswerRule? {
        let written = origin.written(json)
        guard let status = AnswerStatus(json["status"]), let verdict = Verdict(json) else { return nil }
        var condition: AnswerRule.Condition?
        if json["when"] != nil {
            var reader = ExpressionReader(vocabulary.environment)
            let program = reader.program((written ?? json).word("when"), expecting: .bool)
            if written != nil { findings += reader.findings }
            guard let program else { return nil }
            condition = AnswerRule.Condition(program)
        }
        return AnswerRule(status: status, when: condition, verdict: verdict, spot: written.map { Spot($0) })
    }
}
