import CEL
import JSON

/// Compiles what answers mean: for each contract once, and for each destination with its own rules before those.
struct RulesBuilder {
    private let vocabulary: AnswerVocabulary
    private let common: JSONValue?
    /// What the file says of APIs, by their names.
    private let apis: [String: JSONMember]
    private var contracts: [String: ContractRules] = [:]
    private var reach = RuleReach()

    private struct ContractRules {
        var lists: RuleLists
        var calls: [(name: String, rules: [AnswerRule])] = []
        var already: [String: AlreadyCondition] = [:]
        var findings: [Finding] = []
    }

    /// Takes the environment with the functions that rules may call, the lists that every contract may include, and the
    /// APIs that the file changes or adds.
    init(_ base: Environment, common: JSONValue?, apis: [JSONMember]) {
        vocabulary = AnswerVocabulary(base)
        self.common = common
        self.apis = Dictionary(apis.map { ($0.name, $0) }) { $1 }
    }

    /// All that is wrong with rules that stand in the file.
    var findings: [Finding] {
        (contracts.values.flatMap { $0.lists.findings + $0.findings } + reach.findings).sortedByPlace()
    }

    /// Reads a contract's rules, also where no destination uses it.
    mutating func read(_ contract: Contract) {
        guard contracts[contract.name] == nil else { return }
        let origin = apis[contract.name].map { ContractOrigin.api($0) } ?? .embedded
        let lists = RuleLists(contract.json["answers"], common: common, origin, vocabulary)
        var rules = ContractRules(lists: lists)
        rules.lists.readAll()
        for call in contract.json.entries("calls") {
            let flat = rules.lists.rules(in: call.value["answers"])
            rules.calls.append((call.name, flat))
            reach.follow(flat)
            rules.already[call.name] = condition(call.value["already"]?["when"], origin, &rules.findings)
        }
        contracts[contract.name] = rules
    }

    /// When each call would write what is so already.
    func conditions(of contract: Contract) -> [String: AlreadyCondition] { contracts[contract.name]?.already ?? [:] }

    private func condition(
        _ json: JSONValue?,
        _ origin: ContractOrigin,
        _ findings: inout [Finding]
    ) -> AlreadyCondition? {
        guard let json else { return nil }
        let written = origin.written(json)
        var reader = ExpressionReader(vocabulary.environment)
        let program = reader.program(Word(written ?? json), expecting: .bool)
        // What comes with the program is held to this by its tests.
        if written != nil { findings += reader.findings }
        return program.map { AlreadyCondition($0, vocabulary) }
    }

    /// The rules of each call at a destination.
    mutating func rules(of entry: DestinationEntry, _ contract: Contract) -> [String: AnswerRules] {
        read(contract)
        guard var rules = contracts[contract.name] else { return [:] }
        let first = rules.lists.rules(inFile: entry.json["answers"])
        contracts[contract.name] = rules
        return Dictionary(
            rules.calls.map { call in
                let flat = first + call.rules
                reach.follow(flat)
                return (call.name, AnswerRules(flat, vocabulary))
            }
        ) { $1 }
    }
}
