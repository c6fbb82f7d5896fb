import CEL
import JSON
import Quotation
import RelayCore
import RelayRoutes

/// Proves of a send, before anything runs, that what it produces is what its API takes.
struct SendCheck {
    private let call: Call
    private let fields: [Send.FilledField]
    /// Where findings about the send as a whole point at.
    private let spot: Spot
    private var findings = FindingSet()

    init(_ call: Call, _ fields: [Send.FilledField], at json: JSONValue) {
        self.call = call
        self.fields = fields
        spot = Spot(json["with"] ?? json)
    }

    /// What is wrong in some case, each finding once.
    static func findings(
        _ call: Call,
        _ fields: [Send.FilledField],
        at json: JSONValue,
        in scenes: [Scene]
    ) -> [Finding] {
        var check = SendCheck(call, fields, at: json)
        for scene in scenes { check.check(scene) }
        return check.findings.all
    }

    private mutating func check(_ scene: Scene) {
        let prover = Prover(scene)
        var given: [String: Possible] = [:]
        for filled in fields {
            let possible = prover.possible(filled.template)
            given[filled.field.name] = possible
            checkRisks(possible, filled, scene)
            checkProtection(filled)
            checkValue(possible, filled, scene)
        }
        checkRequired(given, scene)
        checkIdentifier(given, scene)
        checkNeeds(given, scene)
        for advice in call.advice { check(advice, given, scene) }
    }

    // MARK: Presence

    private mutating func checkRequired(_ given: [String: Possible], _ scene: Scene) {
        for field in call.fields where field.isRequired && !call.identifiers.contains(field.name) {
            guard let possible = given[field.name], !possible.isAlwaysAbsent else {
                let fact = "\(call.name) needs \"\(field.name)\", which is never there\(scene.label)"
                add(.missingField, spot, fact, "Add it under \"with\"\(field.about).")
                continue
            }
            guard possible.mayBeAbsent else { continue }
            let fact = "\(call.name) needs \"\(field.name)\", which may come to nothing\(scene.label)"
            add(
                .fieldMayBeMissing,
                spotOf(field),
                fact,
                "Guard it in \"when\" or \"if\", or give a value with orValue()."
            )
        }
    }

    private mutating func checkIdentifier(_ given: [String: Possible], _ scene: Scene) {
        let identifiers = call.identifiers.isEmpty ? call.pathFields : call.identifiers
        guard !call.identifiers.isEmpty else {
            for name in identifiers { checkPath(name, given[name], scene) }
            return
        }
        let listed = identifiers.map(\.quoted).joined(separator: ", ")
        let possible = identifiers.filter { given[$0].map { !$0.isAlwaysAbsent } ?? false }
        guard let first = possible.first else {
            add(
                .missingIdentifier,
                spot,
                "nothing says which lead is meant\(scene.label)",
                "Add one of \(listed) under \"with\"."
            )
            return
        }
        let certain = possible.filter { given[$0].map { $0.isCertain && !$0.isPerhapsEmpty } ?? false }
        if certain.isEmpty { tellUndecided(first, given[first], scene) }
        guard possible.count > 1, let used = certain.first ?? possible.first else { return }
        for other in possible where other != used {
            let isUsed = identifiers.firstIndex(of: other) ?? 0 < identifiers.firstIndex(of: used) ?? 0
            let (counts, ignored) = isUsed ? (other, used) : (used, other)
            let fact =
                "\(call.name) takes only \(counts.quoted) where both are given: \(ignored.quoted) is ignored, and not compared"
            add(.ignoredIdentifier, spotOf(named: ignored), fact, "Send exactly one identifier.")
        }
    }

    /// A part of the path that may be empty would name another thing.
    private mutating func checkPath(_ name: String, _ possible: Possible?, _ scene: Scene) {
        guard let possible, !possible.isAlwaysAbsent else {
            add(
                .missingIdentifier,
                spot,
                "the path \(call.path.text) needs \(name.quoted)\(scene.label)",
                "Add it under \"with\"."
            )
            return
        }
        for known in possible.known ?? [] {
            guard let text = try? FieldText.text(known.value), let fault = PercentEncoding.fault(inSegment: text) else {
                continue
            }
            add(
                .pathHole,
                known.spot ?? spotOf(named: name),
                "the text for \(name.quoted) in the path \(fault)\(scene.label)",
                "Give one that names a lead."
            )
        }
        if !possible.isCertain || possible.isPerhapsEmpty {
            tellUndecided(name, possible, scene)
        }
    }

    private mutating func tellUndecided(_ name: String, _ possible: Possible?, _ scene: Scene) {
        let fact =
            possible?.mayBeAbsent == true || possible?.risks.isEmpty == false
            ? "\(name.quoted) may be missing, and then nothing says which lead is meant"
            : "nobody says what \(name.quoted) will be: it may be missing, empty or of another type"
        let remedy =
            "Guard it with has() and != '' in \"when\" or \"if\", or describe the source's events under \"events\"."
        add(.undecidableIdentifier, spotOf(named: name), fact + scene.label, remedy)
    }

    private mutating func checkNeeds(_ given: [String: Possible], _ scene: Scene) {
        guard let needs = call.needs else { return }
        let there = needs.fields.compactMap { given[$0] }.filter { !$0.isAlwaysAbsent }
        let listed = needs.fields.map(\.quoted).joined(separator: " or ")
        if there.isEmpty {
            add(
                .missingField,
                spot,
                "\(call.name) needs \(listed)\(scene.label): \(needs.because)",
                "Add one under \"with\"."
            )
        } else if there.allSatisfy(\.mayBeAbsent) {
            add(
                .fieldMayBeMissing,
                spot,
                "\(call.name) needs \(listed), and all may come to nothing\(scene.label)",
                "Guard it in \"when\"."
            )
        }
    }

    // MARK: Risks

    private mutating func checkRisks(_ possible: Possible, _ filled: Send.FilledField, _ scene: Scene) {
        for risk in possible.risks {
            let spot = filled.spot(ofRisk: risk) ?? Spot(filled.json)
            guard let (code, fact, remedy) = RiskWords.describe(risk, scene) else { continue }
            add(code, spot, fact, remedy)
        }
    }

    // MARK: Records

    /// What a merge never touches must not be given.
    private mutating func checkProtection(_ filled: Send.FilledField) {
        guard let rules = call.merge?.rules, filled.field.place == .body else { return }
        for pointer in rules.protected where pointer.tokens.first == filled.field.wireName {
            guard let member = filled.json.member(at: pointer.tokens.dropFirst()) else { continue }
            let fact = "\(pointer.quoted) says something about consent, and no write may change it"
            findings.add(
                Finding(
                    .protectedField,
                    at: Spot(nameOf: member),
                    fact,
                    "Leave it out; consent is changed where it was given."
                )
            )
        }
    }

    // MARK: Values

    private mutating func checkValue(_ possible: Possible, _ filled: Send.FilledField, _ scene: Scene) {
        let field = filled.field
        for known in possible.known ?? [] { check(known, filled, scene) }
        checkUnit(possible, filled, scene)
        guard possible.known == nil, let schema = field.schema, !filled.field.isText else { return }
        guard let types = possible.types else {
            if !schema.types.isSuperset(of: JSONType.allCases) {
                let needed = schema.types.phrase
                add(
                    .unprovenValue,
                    Spot(filled.json),
                    "nobody says whether \(field.name.quoted) will be \(needed)",
                    "Describe the source's events under \"events\", or convert it."
                )
            }
            return
        }
        if types.contains(.string), let form = schema.text.phrase {
            let fact = "nobody says whether \(field.name.quoted) will be \(form)"
            add(.unprovenValue, Spot(filled.json), fact, "Take it from a table, or describe the source's events.")
        }
        if types.isDisjoint(with: schema.types) {
            let fact = "\(field.name.quoted) is \(types.phrase), where \(call.name) takes \(schema.types.phrase)"
            add(.fieldType, Spot(filled.json), fact + scene.label, "Convert it, or choose another value.")
        } else if !schema.admits(types, possible.schema, mayBeEmpty: possible.mayBeEmptyText) {
            add(
                .unprovenValue,
                Spot(filled.json),
                "nobody says that \(field.name.quoted) will be one of the values that \(call.name) takes",
                "Map it by a table, or describe the source's events under \"events\"."
            )
        }
    }

    private mutating func check(_ known: Possible.Known, _ filled: Send.FilledField, _ scene: Scene) {
        let field = filled.field
        let spot = known.spot ?? Spot(filled.json)
        guard let json = known.value.asJSON else { return }
        let isHole = field.place == .path && (json.string.flatMap(PercentEncoding.fault) != nil)
        let text = field.isText ? try? FieldText.text(known.value) : nil
        if !isHole, let violation = text.map(field.violation(ofText:)) ?? field.violation(of: json) {
            let isType = field.schema?.types.contains(JSONType(of: json)) == false
            let inside = violation.path.tokens.isEmpty ? "" : " at \(violation.path.quoted)"
            let fact =
                "\(field.name.quoted) would be \(known.value.shownBriefly), which \(violation.fact)\(inside)\(scene.label)"
            add(isType ? .fieldType : .valueNotAllowed, spot, fact, violation.remedy)
        }
        checkVocabularies(known, field, spot, scene)
        if field.consentValues.contains(where: { Value.string($0).isSame(known.value) }) {
            let fact = "\(known.value.shownBriefly) says something about consent, which nobody should set by a mapping"
            add(
                .consentMapped,
                spot,
                fact,
                "Leave it out of the table, or accept consent-mapped if the person has said so."
            )
        }
        if field.examples.contains(json) {
            let fact = "\(known.value.shownBriefly) is the example of the API's documentation"
            add(.documentationValue, spot, fact, "Put your own there.")
        }
    }

    private mutating func checkVocabularies(_ known: Possible.Known, _ field: Field, _ spot: Spot, _ scene: Scene) {
        guard !field.vocabularies.isEmpty, case .string(let text) = known.value.resolved else { return }
        let allowing = field.vocabularies.filter { $0.values.contains(text) }
        guard allowing.count < field.vocabularies.count else { return }
        if allowing.isEmpty {
            let all = field.vocabularies.flatMap(\.values).uniqued()
            let fact = "\(field.name.quoted) would be \(text.quoted), which no document of the API allows\(scene.label)"
            add(.valueNotAllowed, spot, fact, ShapeCheck.suggest(text, all))
        } else {
            let names = allowing.map(\.document).joined(separator: "; ")
            let fact =
                "the documents contradict each other on \(field.name.quoted): \(text.quoted) stands only in \(names)"
            add(
                .contradictingDocuments,
                spot,
                fact,
                "Try it on one lead, then \"accept\": [\"contradicting-documents\"]."
            )
        }
    }

    private mutating func checkUnit(_ possible: Possible, _ filled: Send.FilledField, _ scene: Scene) {
        guard let wanted = filled.field.unit else { return }
        if let unit = possible.unit, unit != wanted {
            let fact =
                "\(filled.field.name.quoted) is in \(wanted.rawValue), and this gives \(unit.rawValue): a hundred times off"
            let remedy = wanted == .cents ? "Use cents(…), or the number of cents as it is." : "Use units(…)."
            add(.moneyUnit, Spot(filled.json), fact, remedy)
        } else if possible.unit == nil, wanted == .units, possible.soundsLikeCents {
            let fact =
                "\(filled.field.name.quoted) is in units, and what it gets sounds like cents: a hundred times off"
            add(.suspectUnit, Spot(filled.json), fact, "Use units(…).")
        } else if wanted == .cents, possible.isCentsTwice {
            let fact = "cents(…) makes cents of units, and what it gets sounds like cents already: a hundred times off"
            add(.suspectUnit, Spot(filled.json), fact, "Give the number of cents as it is.")
        }
    }

    // MARK: Advice

    private mutating func check(_ advice: Advice, _ given: [String: Possible], _ scene: Scene) {
        let holds = advice.conditions.allSatisfy { field, condition in
            condition.mayHold(given[field] ?? .nothing)
        }
        guard holds else { return }
        let named = advice.conditions.map(\.field).first { given[$0] != nil }
        let spot = named.map { spotOf(named: $0) } ?? spot
        add(.advice(advice.code), spot, advice.fact + scene.label, advice.remedy)
    }

    // MARK: Places

    private func spotOf(_ field: Field) -> Spot { spotOf(named: field.name) }

    private func spotOf(named name: String) -> Spot {
        fields.first { $0.field.name == name }.map { Spot($0.json) } ?? spot
    }

    private mutating func add(_ code: FindingCode, _ spot: Spot, _ fact: String, _ remedy: String) {
        findings.add(Finding(code, at: spot, fact, remedy))
    }
}
