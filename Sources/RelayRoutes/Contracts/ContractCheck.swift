import CEL
import JSON
import Quotation

/// What does not fit together in an API that a file changes or adds.
struct ContractCheck {
    let contract: Contract
    private let origin: ContractOrigin
    private let base: Environment
    private var findings: [Finding] = []

    static func findings(in contract: Contract, _ origin: ContractOrigin, _ base: Environment) -> [Finding] {
        var check = ContractCheck(contract: contract, origin: origin, base: base)
        check.checkKeys()
        for call in contract.json.entries("calls") { check.check(call: call.value) }
        return check.findings
    }

    private init(contract: Contract, origin: ContractOrigin, base: Environment) {
        self.contract = contract
        self.origin = origin
        self.base = base
    }

    /// What is missing once the file's part lies over what was known; the rest its shape has told.
    private mutating func checkKeys() {
        var (whole, part) = (ShapeCheck(), ShapeCheck())
        whole.check(contract.json, .object(.contract))
        part.check(contract.json, .object(.contract.overlay))
        for finding in whole.findings where finding.code == .missingKey && !part.findings.contains(finding) {
            guard let object = contract.json.document.root[finding.pointer] else { continue }
            report(.missingKey, at: object, finding.fact, finding.remedy)
        }
    }

    // MARK: Calls

    private mutating func check(call json: JSONValue) {
        guard json.kind == .object else { return }
        let fields = json.entries("fields").map(\.name)
        checkPath(json)
        checkProbe(json)
        let lists = [json["lead"], json["identify"]?["oneOf"], json["needs"]?["oneOf"]]
        for name in lists.flatMap({ $0?.elements.compactMap { Word($0) } ?? [] }) {
            checkField(name.text, fields, at: origin.spot(of: name.json))
        }
        for advice in json.objects("advice") { check(advice: advice, fields) }
        if let read = json["merge"]?.word("read") { checkCall(read) }
        if let already = json["already"] { check(already: already, fields) }
        if let echo = json["echo"] { check(echo: echo, fields) }
        for field in json.entries("fields") { checkPatterns(in: field.value["schema"]) }
        checkPatterns(in: json["answer"])
    }

    private mutating func checkPath(_ call: JSONValue) {
        guard let path = call.word("path") else { return }
        let placed = call.entries("fields").filter { $0.value["in"]?.string == "path" }
        let template = PathTemplate(path.text)
        let named = template.fieldNames
        for name in named where !placed.contains(where: { $0.name == name }) {
            let offset = template.offset(of: name)
            let spot = origin.written(path.json).map { Spot($0, textOffset: offset) } ?? origin.spot(of: path.json)
            let fact = "the path has {\(name)}, and no field of that name with \"in\": \"path\""
            let isElsewhere = call["fields"]?[name] != nil
            let remedy = isElsewhere ? "Let the field go there." : "Add the field, or write the name of one."
            report(.unknownField, at: spot, fact, remedy)
        }
        for field in placed where !named.contains(field.name) {
            let fact = "the field \(field.name.quoted) goes into the path, and the path has no {\(field.name)}"
            report(
                .malformed,
                at: field.value["in"] ?? field.value,
                fact,
                "Add it to \"path\", or let it go elsewhere."
            )
        }
    }

    /// What is asked again and again must change nothing.
    private mutating func checkProbe(_ call: JSONValue) {
        guard let probe = call["probe"], probe.bool == true else { return }
        let method = call["method"]?.string ?? "GET"
        guard call["effect"]?.string.map({ $0 == "write" }) ?? (method != "GET" && method != "HEAD") else { return }
        let fact = "a call that writes is a probe, which is made again and again while a destination is paused"
        report(.malformed, at: probe, fact, "Give a call that reads, or say \"effect\": \"read\" if it does.")
    }

    private mutating func check(advice: JSONValue, _ fields: [String]) {
        for condition in advice.entries("when") {
            let spot = advice["when"].flatMap { origin.spot(ofName: condition.name, in: $0) }
            checkField(condition.name, fields, at: spot)
        }
        guard let code = advice.word("code"), FindingCode(rawValue: code.text) != nil else { return }
        let fact = "\(code.text.quoted) is a code of leadrelay's own, which means something else"
        report(.repeatedName, at: code.json, fact, "Give the advice a code of its own.")
    }

    /// What is read before a write must be read by a call that changes nothing, and must be told of the same lead.
    private mutating func check(already: JSONValue, _ fields: [String]) {
        for word in already.words("unseen") { checkField(word.text, fields, at: origin.spot(of: word.json)) }
        guard let read = already.word("read") else { return }
        checkCall(read)
        guard let call = contract.calls[read.text] else { return }
        if call.isWrite {
            let fact = "\(read.text.quoted) writes, and it is made before each write"
            report(.malformed, at: read.json, fact, "Name a call that reads, or say \"effect\": \"read\" if it does.")
        }
        for member in already.entries("with") {
            let spot = already["with"].flatMap { origin.spot(ofName: member.name, in: $0) }
            checkField(member.name, call.fields.map(\.name), at: spot)
            if let source = Word(member.value) { checkField(source.text, fields, at: origin.spot(of: source.json)) }
        }
    }

    /// An echo is looked for in events, so that it speaks of what a source speaks of.
    private mutating func check(echo: JSONValue, _ fields: [String]) {
        if let field = echo.word("field") { checkField(field.text, fields, at: origin.spot(of: field.json)) }
        guard let value = echo["value"], let written = origin.written(value) else { return }
        var reader = ExpressionReader(RequestBindings.environment(base))
        _ = reader.program(Word(written))
        findings += reader.findings
    }

    // MARK: Names

    private mutating func checkField(_ name: String, _ fields: [String], at spot: Spot?) {
        guard !fields.contains(name) else { return }
        let remedy = ShapeCheck.suggest(name, fields, "It has")
        report(.unknownField, at: spot, "the call has no field \(name.quoted)", remedy)
    }

    private mutating func checkCall(_ name: Word) {
        guard contract.calls[name.text] == nil else { return }
        let reads = contract.calls.values.filter { !$0.isWrite }.map(\.name).sorted()
        let remedy = ShapeCheck.suggest(name.text, reads, "It can be read by")
        report(.unknownCall, at: name.json, "there is no call \(name.text.quoted) of \(contract.name)", remedy)
    }

    // MARK: Schemas

    private mutating func checkPatterns(in schema: JSONValue?) {
        guard let schema, schema.kind == .object else { return }
        if let pattern = schema.word("pattern") { check(pattern: pattern) }
        for part in schema.objects("anyOf") { checkPatterns(in: part) }
        checkPatterns(in: schema["items"])
        for property in schema.entries("properties") { checkPatterns(in: property.value) }
    }

    private mutating func check(pattern: Word) {
        guard let written = origin.written(pattern.json) else { return }
        do throws(PatternError) {
            _ = try Pattern(pattern.text, isUsedOnce: true)
        } catch {
            let offset = pattern.text.unicodeScalars.prefix(error.offset).reduce(0) { $0 + UTF8.width($1) }
            let fact = "\(pattern.text.quoted) is no regular expression: \(error.fact)"
            let remedy = error.remedy.prefix(1).uppercased() + error.remedy.dropFirst() + "."
            report(.malformed, at: Spot(written, textOffset: offset), fact, remedy)
        }
    }

    // MARK: Findings

    private mutating func report(_ code: FindingCode, at value: JSONValue, _ fact: String, _ remedy: String) {
        report(code, at: origin.spot(of: value), fact, remedy)
    }

    private mutating func report(_ code: FindingCode, at spot: Spot?, _ fact: String, _ remedy: String) {
        if let spot { findings.append(Finding(code, at: spot, fact, remedy)) }
    }
}
