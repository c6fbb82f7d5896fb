package import CEL
import JSON
import Quotation
import RelayCore

/// Makes a route table of a routes file, and tells all that stands in the way.
package struct RouteTableBuilder {
    private let file: RoutesFile
    private let limits: ServiceLimits
    private let catalogue: Catalogue
    private let base: Environment
    private let tables: [Table]
    private let contracts: [String: Contract]
    private let sourceNames: Set<String>
    private let destinationNames: Set<String>
    private var rules: RulesBuilder
    private(set) var findings: [Finding] = []
    private var destinations: [String: Destination] = [:]
    private var sources: [String: Source] = [:]
    private var usage = NameUsage()
    private var vocabularies: [ValueType: Vocabulary] = [:]

    /// Takes the environment with the functions that expressions may call, and the tables that lie in files, read.
    package init(_ file: RoutesFile, catalogue: Catalogue, base: Environment, fileTables: [Table] = []) {
        self.file = file
        limits = file.settings.limits
        self.catalogue = catalogue
        var base = base
        base.limits.steps = limits.steps
        self.base = base
        let loaded = Set(fileTables.map(\.name))
        let own = file.tables.filter { !loaded.contains($0.name) && !$0.isFileTable }.map { Table($0) }
        // What cannot be said in an expression has been told, and two such names might be one to it.
        tables = (fileTables + own).filter { Identifier.isPlain($0.name) }
        contracts = catalogue.contracts(with: file.apis)
        sourceNames = Set(file.sources.map(\.name))
        destinationNames = Set(file.destinations.map(\.name))
        rules = RulesBuilder(base, common: catalogue.answers, apis: file.apis)
    }

    /// The table of all that could be understood, and what is wrong with the rest.
    package static func build(
        _ file: RoutesFile,
        catalogue: Catalogue,
        base: Environment,
        fileTables: [Table] = []
    ) -> (table: RouteTable, findings: [Finding]) {
        var builder = RouteTableBuilder(file, catalogue: catalogue, base: base, fileTables: fileTables)
        return (builder.table(), builder.findings)
    }

    private mutating func table() -> RouteTable {
        for entry in file.sources { sources[entry.name] = source(entry) }
        for member in file.apis { readAPI(member) }
        for entry in file.destinations { destinations[entry.name] = destination(entry) }
        findings += rules.findings
        var vocabulary = Vocabulary(base, tables: tables, lookups: lookupTypes, body: .dyn, broken: file.broken)
        var lookups: [String: Lookup] = [:]
        for entry in file.lookups { lookups[entry.name] = lookup(entry, vocabulary) }
        let routes = file.routes.map { route($0, vocabulary) }
        refuseRepeatedNames()
        let environment = vocabulary.environment
        let sharing = ConditionSharing(routes, &vocabulary)
        return RouteTable(
            file: file,
            sources: sources,
            destinations: destinations,
            lookups: lookups,
            tables: tables,
            routes: routes.map { $0.map(sharing.route) },
            environment: environment,
            index: RouteIndex(file.routes),
            bindings: EventBindings(vocabulary, tables: tables, usage: usage, paths: sharing.paths),
            usage: usage,
            echoRules: Self.echoRules(of: destinations, base)
        )
    }

    private var lookupTypes: [(name: String, type: ValueType)] {
        file.lookups.map { entry in
            let call = entry.call.flatMap { call in contract(of: entry.destination)?.calls[call.text] }
            return (entry.name, call?.answerType ?? .dyn)
        }
    }

    private func contract(of destination: Word?) -> Contract? {
        destination.flatMap { name in destinations[name.text]?.contract }
    }

    // MARK: Routes

    private mutating func route(_ entry: RouteEntry, _ vocabulary: Vocabulary) -> Route? {
        for source in entry.from where source.text != "*" && source.text != RouteIndex.ownSource {
            resolve(source: source)
        }
        let typed = typed(vocabulary, bodyType(of: entry))
        let when = condition(entry.when, typed)
        let lead = planned(entry.lead, typed, expecting: .dyn)
        let sends = entry.sends.map { send($0, typed) }
        // Without its condition nothing can be said of its sends.
        guard when.isRight, lead.isRight, let name = entry.name else { return nil }
        return Route(
            entry,
            name: name.text,
            when: when.program.map { EarlyCondition($0) },
            lead: lead.program,
            sends: sends.compactMap { $0 },
            isWhole: !sends.isEmpty && sends.allSatisfy { $0 != nil }
        )
    }

    private mutating func send(_ entry: SendEntry, _ vocabulary: Vocabulary) -> Send? {
        let when = condition(entry.when, vocabulary)
        let late = compile(entry.condition, vocabulary, expecting: .bool)
        let resolved = resolve(entry.to, entry.call)
        let fields = fields(entry.with, of: resolved?.1, at: entry.json, vocabulary)
        guard when.isRight, late.isRight, let (destination, call) = resolved, let fields else { return nil }
        var needed = NameUsage()
        for program in [late.program].compactMap({ $0 }) { needed.add(program.expression) }
        for placeholder in fields.flatMap(\.template.placeholders) { needed.add(placeholder.program.expression) }
        let lookups = needed.wholeLookup == nil ? needed.lookups.keys.sorted() : file.lookups.map(\.name)
        return Send(
            entry,
            call,
            at: destination,
            when: when.program.map { EarlyCondition($0) },
            condition: late.program,
            fields: fields,
            lookups: lookups,
            reads: EventReading(needed)
        )
    }

    private mutating func lookup(_ entry: LookupEntry, _ vocabulary: Vocabulary) -> Lookup? {
        let resolved = resolve(entry.destination, entry.call)
        let fields = fields(entry.with, of: resolved?.1, at: entry.member.value, vocabulary)
        guard let (destination, call) = resolved, let fields else { return nil }
        var needed = NameUsage()
        for placeholder in fields.flatMap(\.template.placeholders) {
            needed.add(placeholder.program.expression)
            refuseLookups(in: placeholder.program.expression) { placeholder.spot($0) }
        }
        return Lookup(
            name: entry.name,
            entry: entry,
            destination: destination,
            call: call,
            fields: fields,
            reads: EventReading(needed)
        )
    }

    /// The fields with their templates; nil where one of them is wrong.
    private mutating func fields(
        _ members: [JSONMember],
        of call: Call?,
        at json: JSONValue,
        _ vocabulary: Vocabulary
    ) -> [Send.FilledField]? {
        var filled: [Send.FilledField] = []
        var isWhole = call != nil
        for member in members {
            var reader = ExpressionReader(vocabulary.environment)
            let template = reader.template(member.value)
            findings += reader.findings
            for placeholder in template?.placeholders ?? [] { usage.add(placeholder.program.expression) }
            guard let call else { continue }
            guard let field = call.field(member.name) else {
                let fact = "the call \(call.name) has no field \(member.name.quoted)"
                let remedy = ShapeCheck.suggest(member.name, call.fields.map(\.name), "It takes")
                findings.append(Finding(.unknownField, at: Spot(nameOf: member), fact, remedy))
                isWhole = false
                continue
            }
            guard let template else {
                isWhole = false
                continue
            }
            filled.append(Send.FilledField(field: field, template: template, json: member.value))
        }
        return isWhole ? filled : nil
    }

    // MARK: Expressions

    /// What came of an expression: there may be none, a right one, or a wrong one that has been told.
    private struct Compiled {
        var program: Program?
        var isRight: Bool
    }

    private mutating func condition(_ word: Word?, _ vocabulary: Vocabulary) -> Compiled {
        planned(word, vocabulary, expecting: .bool)
    }

    /// An expression that is evaluated before anything is read from an API.
    private mutating func planned(_ word: Word?, _ vocabulary: Vocabulary, expecting type: ValueType) -> Compiled {
        let compiled = compile(word, vocabulary, expecting: type)
        guard let word, let program = compiled.program else { return compiled }
        let isEarly = refuseLookups(in: program.expression) { Spot(word.json, textOffset: $0) }
        return isEarly ? Compiled(program: nil, isRight: false) : compiled
    }

    private mutating func compile(_ word: Word?, _ vocabulary: Vocabulary, expecting type: ValueType) -> Compiled {
        guard let word else { return Compiled(program: nil, isRight: true) }
        var reader = ExpressionReader(vocabulary.environment)
        let program = reader.program(word, expecting: type)
        findings += reader.findings
        if let program { usage.add(program.expression) }
        return Compiled(program: program, isRight: program != nil)
    }

    @discardableResult
    private mutating func refuseLookups(in expression: Expression, at spot: (Int) -> Spot) -> Bool {
        let used = NameUsage(expression)
        let offsets = used.lookups.values + [used.wholeLookup].compactMap { $0 }
        guard let first = offsets.min() else { return false }
        findings.append(
            Finding(
                .lookupTooEarly,
                at: spot(first),
                "lookups are not known yet when this is decided",
                "Move what needs them into the send's \"if\", which is decided after the lookups."
            )
        )
        return true
    }

    /// The vocabulary for bodies of that type; most routes share one.
    private mutating func typed(_ vocabulary: Vocabulary, _ body: ValueType) -> Vocabulary {
        if let known = vocabularies[body] { return known }
        let typed = vocabulary.typed(body: body)
        vocabularies[body] = typed
        return typed
    }

    // MARK: References

    private mutating func resolve(_ to: Word?, _ name: Word?) -> (Destination, Call)? {
        guard let to else { return nil }
        guard
            file.broken.contains("destinations")
                || resolve(to, among: destinationNames, .unknownDestination, "destination")
        else { return nil }
        guard let destination = destinations[to.text], let name else { return nil }
        let calls = destination.contract.calls
        guard resolve(name, among: Set(calls.keys), .unknownCall, "call of \(destination.contract.name)") else {
            return nil
        }
        return calls[name.text].map { (destination, $0) }
    }

    private mutating func resolve(source: Word) {
        guard !file.broken.contains("sources") else { return }
        resolve(source, among: sourceNames, .unknownSource, "source")
    }

    /// An API that the file changes or adds is held to account also where no destination uses it.
    private mutating func readAPI(_ member: JSONMember) {
        guard member.value.kind == .object, let contract = contracts[member.name] else { return }
        if let known = member.value.word("extends") {
            resolve(known, among: Set(catalogue.contracts.keys), .unknownAPI, "known API")
        }
        findings += ContractCheck.findings(in: contract, .api(member), base)
        rules.read(contract)
    }

    @discardableResult
    private mutating func resolve(_ word: Word, among names: Set<String>, _ code: FindingCode, _ what: String) -> Bool {
        guard !names.contains(word.text) else { return true }
        let remedy = ShapeCheck.suggest(word.text, names.sorted(), "There is")
        findings.append(Finding(code, at: word.spot, "there is no \(what) \(word.text.quoted)", remedy))
        return false
    }

    private mutating func refuseRepeatedNames() {
        refuse(repeated: file.routes.compactMap(\.name), "route")
        refuse(repeated: file.tests.compactMap(\.name), "test")
        for route in file.routes {
            var seen: Set<String> = []
            for send in route.sends where !seen.insert(send.name).inserted {
                let spot = send.ownName.map(\.spot) ?? send.call.map(\.spot) ?? Spot(send.json)
                let fact = "the route has two sends named \(send.name.quoted)"
                findings.append(Finding(.repeatedName, at: spot, fact, "Give one of them a \"name\" of its own."))
            }
        }
    }

    private mutating func refuse(repeated words: [Word], _ what: String) {
        var seen: Set<String> = []
        for word in words where !seen.insert(word.text).inserted {
            let fact = "there are two \(what)s named \(word.text.quoted)"
            findings.append(Finding(.repeatedName, at: word.spot, fact, "Give each a name of its own."))
        }
    }

    // MARK: Sources and destinations

    private mutating func source(_ entry: SourceEntry) -> Source {
        var preset: JSONValue?
        if let name = entry.preset, resolve(name, among: Set(catalogue.presets.keys), .unknownPreset, "preset") {
            preset = catalogue.presets[name.text]
        }
        var reader = ExpressionReader(RequestBindings.environment(base))
        func place(_ text: JSONValue?) -> RequestPlace? { reader.program(Word(text)).map(RequestPlace.init) }
        func place(_ key: String) -> RequestPlace? { place(Source.setting(key, entry, preset)) }
        let aliases = Source.setting("aliases", entry, preset)?.elements.compactMap { place($0) } ?? []
        let change = Source.setting("change", entry, preset)
        let (from, to) = (place(change?["from"]), place(change?["to"]))
        let places = Source.Places(
            id: place("id"),
            type: place("type"),
            lead: place("lead"),
            occurredAt: place("occurredAt"),
            aliases: aliases,
            change: from.flatMap { from in to.map { (from, $0) } }
        )
        findings += reader.findings
        return Source(entry, preset: preset, places: places, signing: signing(entry, preset))
    }

    private mutating func signing(_ entry: SourceEntry, _ preset: JSONValue?) -> Signing {
        // What comes from the preset has no place in this file but the preset's name.
        func spot(_ key: String) -> (JSONValue) -> Spot {
            let isOwn = entry.json[key] != nil
            return { json in isOwn ? Spot(json) : entry.preset?.spot ?? Spot(nameOf: entry.member) }
        }
        var schemes = SchemeReader(base, spot: spot("signature"))
        var handshakes = HandshakeReader(base, spot: spot("handshakes"))
        let tolerance = entry.json["tolerance"]?.string.flatMap { Duration(setting: $0) }
        let signing = Signing(
            schemes: schemes.schemes(Source.setting("signature", entry, preset), tolerance: tolerance),
            handshakes: handshakes.handshakes(Source.setting("handshakes", entry, preset))
        )
        findings += schemes.findings + handshakes.findings
        return signing
    }

    private mutating func destination(_ entry: DestinationEntry) -> Destination? {
        if let echoes = entry.echoes { resolve(source: echoes) }
        guard let api = entry.api, resolve(api, among: Set(contracts.keys), .unknownAPI, "API"),
            let contract = contracts[api.text]
        else { return nil }
        let rulesOfCalls = rules.rules(of: entry, contract)
        return Destination(entry, contract, rules: rulesOfCalls, already: rules.conditions(of: contract), limits)
    }

    /// What is known of the bodies of a route's events: something only if all its sources say the same.
    private func bodyType(of entry: RouteEntry) -> ValueType {
        let types = Set(entry.from.map { word in sources[word.text]?.bodyType(of: entry.on.map(\.text)) ?? .dyn })
        return types.count == 1 ? types.first ?? .dyn : .dyn
    }
}

extension JSONMember {
    /// Whether a table lies in a file.
    package var isFileTable: Bool {
        ["file", "key", "value"].allSatisfy { value[$0]?.kind == .string }
            && value.entries.count == 3
    }
}
