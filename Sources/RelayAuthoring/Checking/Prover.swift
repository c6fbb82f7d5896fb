import CEL
import JSON
import RelayRoutes

/// Works out what an expression may come to in a scene, without running it.
struct Prover {
    var scene: Scene
    private var locals: [String: Possible] = [:]

    init(_ scene: Scene) {
        self.scene = scene
    }

    func possible(_ expression: Expression) -> Possible {
        if let path = AccessPath(expression), locals[path.steps[0]] == nil {
            return read(path, at: expression.anchor)
        }
        switch expression.kind {
        case .literal(let value): return .constant(value)
        case .identifier(let name, _): return locals[name] ?? .unknown
        case .select(let operand, let field, let isOptional):
            return select(field, of: operand, isOptional: isOptional, expression.anchor)
        case .index(let operand, let key, let isOptional):
            return index(operand, key, isOptional: isOptional, expression.anchor)
        case .conditional(let condition, let then, let otherwise): return choose(condition, then, otherwise)
        case .call(let name, let target, let arguments): return call(name, target, arguments)
        case .and(let terms): return junction(terms, decisive: false)
        case .or(let terms): return junction(terms, decisive: true)
        case .presence(let operand, let field): return presence(operand, field)
        case .list: return Possible.typed([.array]).adding(risks(of: expression.children))
        case .map: return Possible.typed([.object]).adding(risks(of: expression.children))
        case .comprehension(let comprehension): return loop(comprehension)
        case .bind(let name, let value, let body): return inside(name, possible(value)).possible(body)
        case .optionalMap(let target, let name, let body, _): return mapOptional(target, name, body)
        }
    }

    private func inside(_ name: String, _ value: Possible) -> Prover {
        var prover = self
        prover.locals[name] = value
        return prover
    }

    private func risks(of expressions: [Expression]) -> [Possible.Risk] {
        expressions.flatMap { possible($0).risks }
    }

    // MARK: Paths

    private func read(_ path: AccessPath, at offset: Int) -> Possible {
        if let value = scene.value(at: path) { return .constant(value).along(path) }
        switch path.steps[0] {
        case "event": return readEvent(path, at: offset).along(path)
        case "lookup": return readDescribed(path, at: offset).along(path)
        case "tables" where path.steps.count == 3:
            return entry(of: path.steps[1], .constant(.string(path.steps[2])), isOptional: false, offset)
        default: return .unknown
        }
    }

    private func readEvent(_ path: AccessPath, at offset: Int) -> Possible {
        guard path.steps.count > 1 else { return .typed([.object]) }
        switch path.steps[1] {
        case "body": return readDescribed(path, at: offset)
        case "lead": return readLead(path, at: offset)
        case "id", "source", "receivedAt": return .typed([.string], mayBeEmpty: false)
        case "type": return .typed([.string])
        case "occurredAt":
            return Possible.typed([.string], mayBeEmpty: false).adding(absence(of: path, isKnown: false, offset))
        case "headers", "query":
            return path.steps.count == 2
                ? .typed([.object]) : Possible.typed([.string]).adding(absence(of: path, isKnown: false, offset))
        default: return .unknown
        }
    }

    /// A lead that is there is never empty, because an empty one counts as none.
    private func readLead(_ path: AccessPath, at offset: Int) -> Possible {
        let text = Possible.typed([.string], mayBeEmpty: false)
        guard !scene.isPresent(path), let place = scene.leadPath else {
            return text.adding(absence(of: path, isKnown: !scene.hasLead, offset))
        }
        let found = readDescribed(place, at: offset)
        guard found.risks.isEmpty, found.mayBeAbsent || found.mayBeEmptyText else { return text.adding(found.risks) }
        guard found.mayBeAbsent else { return text.adding([Possible.Risk(reason: .emptyLead(place), offset: offset)]) }
        return text.adding(absence(of: path, isKnown: found.jsonTypes != nil, offset))
    }

    private func readDescribed(_ path: AccessPath, at offset: Int) -> Possible {
        let described = scene.schema(at: path)
        let types = described.schema?.types
        // A schema that allows everything says nothing.
        let isOpen = types.map { $0.count == JSONType.allCases.count } ?? true
        var result = Possible(types: isOpen ? nil : types?.subtracting([.null]), schema: described.schema)
        if let constants = described.schema?.constants, constants.count <= 64 {
            result.known = constants.filter { !$0.isNull }.map { Possible.Known(Value($0)) }
        }
        if let domain = scene.facts.domains[path] {
            result.known = result.known?.filter { known in domain.contains { $0.isSame(known.value) } }
        }
        result.mayBeEmpty = !scene.isNotEmpty(path) && (described.schema?.text.minimumLength ?? 0) == 0
        result.mayBeNull = !isOpen && types?.contains(.null) == true && !scene.isNotNull(path)
        result.mayBeAbsent = result.mayBeNull
        guard !described.isGuaranteed else { return result }
        return result.adding(absence(of: path, isKnown: described.isDescribed, offset))
    }

    private func absence(of path: AccessPath, isKnown: Bool, _ offset: Int) -> [Possible.Risk] {
        scene.isPresent(path) ? [] : [Possible.Risk(reason: .absent(path, isKnown: isKnown), offset: offset)]
    }

    private func select(_ field: String, of operand: Expression, isOptional: Bool, _ anchor: Int) -> Possible {
        let container = possible(operand)
        guard isOptional || container.path == nil else {
            return readMember(field, of: container, anchor)
        }
        guard isOptional, let path = container.path ?? AccessPath(operand) else {
            return Possible(mayBeAbsent: true, risks: container.risks)
        }
        var member = read(path.appending(field), at: anchor)
        let own = member.risks.filter { !$0.isAbsence(of: path.appending(field)) }
        member.mayBeAbsent = member.mayBeAbsent || own.count != member.risks.count
        member.risks = container.risks + own.filter { !$0.isAbsence(of: path) }
        return member
    }

    /// A member of an optional, or of something that is no plain way.
    private func readMember(_ field: String, of container: Possible, _ anchor: Int) -> Possible {
        guard let path = container.path else {
            return Possible(mayBeAbsent: container.mayBeAbsent, risks: container.risks)
        }
        return read(path.appending(field), at: anchor)
    }

    // MARK: Tables

    private func index(_ operand: Expression, _ key: Expression, isOptional: Bool, _ anchor: Int) -> Possible {
        let keys = possible(key).required(at: key.anchor)
        if let name = AccessPath(operand)?.dropping(["tables"]), name.count == 1 {
            return entry(of: name[0], keys, isOptional: isOptional, anchor)
        }
        if isOptional, case .string(let field)? = keys.single {
            return select(field, of: operand, isOptional: true, anchor)
        }
        return Possible(mayBeAbsent: isOptional, risks: possible(operand).risks + keys.risks)
    }

    private func entry(of name: String, _ keys: Possible, isOptional: Bool, _ anchor: Int) -> Possible {
        // A table that is not there has been told.
        guard let table = scene.tables[name] else { return .typed(Set(JSONType.allCases), mayBeEmpty: false) }
        var result = Possible()
        if let known = keys.known {
            let isCertain = keys.path.map { scene.isIn(table: name, $0) } ?? false
            let found = known.filter { !isCertain || table.entry($0.value) != nil }.map {
                (key: $0.value, entry: table.entry($0.value))
            }
            result.known = found.compactMap { $0.entry.map { Possible.Known($0.value, $0.spot) } }
            let missing = found.filter { $0.entry == nil }
            result.mayBeAbsent = isOptional && !missing.isEmpty
            if !isOptional, let first = missing.first {
                let reason: Possible.Risk.Reason =
                    missing.count == found.count
                    ? .noSuchEntry(name, key: first.key.shown) : .tableMiss(name, keys.path)
                result.risks = [Possible.Risk(reason: reason, offset: anchor)]
            }
        } else {
            result.known = table.entries.count <= 1_000 ? table.entries.map { Possible.Known($0.value, $0.spot) } : nil
            result.types = Set(table.entries.compactMap(\.value.jsonType))
            result.mayBeEmpty = table.entries.contains { if case .string("") = $0.value { true } else { false } }
            let isCertain = keys.path.map { scene.isIn(table: name, $0) } ?? false
            result.mayBeAbsent = isOptional && !isCertain
            if !isOptional, !isCertain {
                result.risks = [Possible.Risk(reason: .tableMiss(name, keys.path), offset: anchor)]
            }
        }
        return result.adding(keys.risks)
    }

    // MARK: Choices

    private func choose(_ condition: Expression, _ then: Expression, _ otherwise: Expression) -> Possible {
        let decided = possible(condition).required(at: condition.anchor)
        switch decided.single {
        case .bool(true)?: return possible(then).adding(decided.risks)
        case .bool(false)?: return possible(otherwise).adding(decided.risks)
        default:
            var (right, wrong) = (self, self)
            right.scene.facts.assume(condition)
            wrong.scene.facts.refute(condition)
            return right.possible(then).or(wrong.possible(otherwise)).adding(decided.risks)
        }
    }

    /// `&&` and `||`: what fails in one term does not count where another decides.
    private func junction(_ terms: [Expression], decisive: Bool) -> Possible {
        var risks: [Possible.Risk] = []
        var isOpen = false
        for position in terms.indices {
            var prover = self
            // Of the terms that fail together the first is told: a later one counts as a guard only if it cannot fail itself.
            for other in terms.indices
            where other < position || other > position && possible(terms[other]).risks.isEmpty {
                if decisive { prover.scene.facts.refute(terms[other]) } else { prover.scene.facts.assume(terms[other]) }
            }
            let term = prover.possible(terms[position])
            if case .bool(let value)? = term.single {
                if value == decisive { return .constant(.bool(decisive)) }
            } else {
                isOpen = true
            }
            risks += term.risks
        }
        return (isOpen ? .typed([.boolean]) : Possible.constant(.bool(!decisive))).adding(risks)
    }

    private func presence(_ operand: Expression, _ field: String) -> Possible {
        let container = possible(operand)
        guard let path = AccessPath(operand)?.appending(field) else {
            return Possible.typed([.boolean]).adding(container.risks)
        }
        let described = scene.schema(at: path)
        let isCertain = scene.isPresent(path) || described.isGuaranteed
        return (isCertain ? Possible.constant(.bool(true)) : .typed([.boolean])).adding(container.risks)
    }

    private func loop(_ comprehension: Comprehension) -> Possible {
        let types: Set<JSONType> =
            switch comprehension.kind {
            case .all, .exists, .existsOne: [.boolean]
            case .map, .filter: [.array]
            case .transformMap, .transformMapEntry: [.object]
            }
        return Possible.typed(types).adding(possible(comprehension.range).risks)
    }

    private func mapOptional(_ target: Expression, _ name: String, _ body: Expression) -> Possible {
        let content = possible(target)
        guard !content.isAlwaysAbsent else { return .nothing }
        var inner = content
        inner.mayBeAbsent = content.mayBeNull
        inner.risks = []
        var result = inside(name, inner).possible(body)
        result.mayBeAbsent = result.mayBeAbsent || content.mayBeAbsent
        return result.adding(content.risks)
    }
}

extension Possible {
    fileprivate func along(_ path: AccessPath) -> Possible {
        var copy = self
        copy.path = path
        copy.soundsLikeCents = path.steps.last?.namesCents ?? false
        return copy
    }
}

extension Possible.Risk {
    fileprivate func isAbsence(of path: AccessPath) -> Bool {
        if case .absent(path, _) = reason { true } else { false }
    }
}

extension Table {
    func entry(_ key: Value) -> Entry? {
        guard case .string(let text) = key.resolved else { return nil }
        return entries.last { $0.key == text }
    }
}
