import CEL
import JSON
import RelayRoutes

extension Prover {
    /// What a function or operator may come to.
    func call(_ name: String, _ target: Expression?, _ arguments: [Expression]) -> Possible {
        if let special = optionalCall(name, target, arguments) { return special }
        let parts = (target.map { [$0] } ?? []) + arguments
        let operands = parts.map { part in
            Self.takesNull.contains(name) ? possible(part) : possible(part).required(at: part.anchor)
        }
        let risks = operands.flatMap(\.risks) + Self.overflow(name, operands, parts)
        if let constant = Self.folded(name, operands.compactMap(\.single)), operands.allSatisfy({ $0.single != nil }) {
            return Possible.constant(constant).adding(risks)
        }
        if name == "@in" { return membership(arguments, operands).adding(risks) }
        return Self.carryingCents(Self.result(name, operands), name, operands).adding(risks)
    }

    /// What is only written otherwise is still cents; what is multiplied or divided has been thought about.
    private static func carryingCents(_ result: Possible, _ name: String, _ operands: [Possible]) -> Possible {
        var result = result
        let fromCents = operands.contains { $0.soundsLikeCents }
        result.isCentsTwice = name == "cents" && fromCents
        result.soundsLikeCents = fromCents && ["string", "int", "uint", "double", "dyn", "_+_", "_-_"].contains(name)
        return result
    }

    /// What can be asked of a null and of an absent optional too.
    private static let takesNull: Set<String> = ["_==_", "_!=_", "@in", "dyn", "type"]

    /// Computing fails where a number of the event is too large for it.
    private static func overflow(_ name: String, _ operands: [Possible], _ parts: [Expression]) -> [Possible.Risk] {
        guard ["_+_", "_-_", "_*_", "-_", "units"].contains(name), let first = parts.first else { return [] }
        let isOfTexts = operands.contains { $0.jsonTypes == [.string] || $0.jsonTypes == [.array] }
        guard !isOfTexts, !operands.allSatisfy({ $0.single != nil }) else { return [] }
        if name == "units", operands.allSatisfy({ $0.isBounded || $0.unit == .cents }) { return [] }
        return [Possible.Risk(reason: .tooLarge, offset: first.anchor)]
    }

    /// `optional.of`, `optional.none`, and what is asked of an optional.
    private func optionalCall(_ name: String, _ target: Expression?, _ arguments: [Expression]) -> Possible? {
        let isOptionalType =
            target.map { if case .identifier("optional", _) = $0.kind { true } else { false } } ?? false
        switch (name, arguments.count) {
        case ("of", 1) where isOptionalType: return possible(arguments[0])
        case ("none", 0) where isOptionalType: return .nothing
        case ("ofNonZeroValue", 1) where isOptionalType:
            var value = possible(arguments[0])
            (value.mayBeAbsent, value.mayBeNull, value.mayBeEmpty) = (true, false, false)
            value.known = value.known?.filter { !$0.value.isZero }
            return value
        case ("orValue", 1), ("or", 1):
            guard let target else { return nil }
            var first = possible(target)
            guard first.mayBeAbsent else { return first }
            // A null is a value: nothing takes its place.
            first.mayBeAbsent = first.mayBeNull
            return first.or(possible(arguments[0]))
        case ("value", 0): return target.map { possible($0).required(at: $0.anchor) }
        case ("hasValue", 0): return target.map { Possible.typed([.boolean]).adding(possible($0).risks) }
        default: return nil
        }
    }

    private func membership(_ arguments: [Expression], _ operands: [Possible]) -> Possible {
        if case .list(let elements) = arguments[1].kind { return listing(operands[0], elements.map(\.value)) }
        guard let name = AccessPath(arguments[1])?.dropping(["tables"]), name.count == 1,
            let table = scene.tables[name[0]]
        else { return .typed([.boolean]) }
        if let path = operands[0].path, scene.isIn(table: name[0], path) { return .constant(.bool(true)) }
        guard let known = operands[0].known, !operands[0].mayBeAbsent else { return .typed([.boolean]) }
        let found = known.count { table.entry($0.value) != nil }
        if found == known.count { return .constant(.bool(true)) }
        return found == 0 ? .constant(.bool(false)) : .typed([.boolean])
    }

    /// Whether something is among values that are written out.
    private func listing(_ sought: Possible, _ elements: [Expression]) -> Possible {
        let values = elements.compactMap(\.constant)
        guard let known = sought.known, !sought.mayBeAbsent, values.count == elements.count else {
            return .typed([.boolean])
        }
        let found = known.count { possible in values.contains { $0.isSame(possible.value) } }
        if found == known.count { return .constant(.bool(true)) }
        return found == 0 ? .constant(.bool(false)) : .typed([.boolean])
    }

    /// The operators whose operands are all known.
    private static func folded(_ name: String, _ values: [Value]) -> Value? {
        switch (name, values.count) {
        case ("_==_", 2): return .bool(values[0].isSame(values[1]))
        case ("_!=_", 2): return .bool(!values[0].isSame(values[1]))
        case ("!_", 1):
            if case .bool(let bool) = values[0] { return .bool(!bool) }
        case ("_+_", 2):
            if case (.string(let left), .string(let right)) = (values[0].resolved, values[1].resolved) {
                return .string(left + right)
            }
        case ("lower", 1), ("lowerAscii", 1):
            if case .string(let text) = values[0].resolved { return .string(text.lowercased()) }
        case ("upperAscii", 1):
            if case .string(let text) = values[0].resolved { return .string(text.uppercased()) }
        default: break
        }
        return nil
    }

    private static func result(_ name: String, _ operands: [Possible]) -> Possible {
        switch name {
        case "units":
            var units = Possible.typed([.number, .integer])
            units.unit = .units
            return units
        case "cents":
            var cents = Possible.typed([.integer])
            cents.unit = .cents
            return cents
        case "e164", "hash", "uuid5": return .typed([.string], mayBeEmpty: false)
        case "_+_": return sum(operands)
        case "_-_", "_*_", "_/_", "_%_", "-_": return computed(operands)
        case "lower", "trim", "string", "lowerAscii", "upperAscii", "replace", "substring", "join", "format", "charAt":
            return .typed([.string])
        case "size", "int", "uint", "indexOf", "lastIndexOf": return .typed([.integer])
        case "double": return .typed([.number, .integer])
        case "_==_", "_!=_", "_<_", "_<=_", "_>_", "_>=_", "!_", "@in", "startsWith", "endsWith", "contains", "matches",
            "bool":
            return .typed([.boolean])
        case "dyn": return operands.first ?? .unknown
        case "timestamp", "duration": return .typed([.string], mayBeEmpty: false)
        case "split": return .typed([.array])
        default: return .unknown
        }
    }

    /// A sum has the unit of its parts, and is a text where one of them is.
    private static func sum(_ operands: [Possible]) -> Possible {
        guard operands.contains(where: { $0.jsonTypes == [.string] }) else { return computed(operands) }
        return .typed([.string], mayBeEmpty: operands.allSatisfy(\.mayBeEmptyText))
    }

    private static func computed(_ operands: [Possible]) -> Possible {
        let isWhole = operands.allSatisfy { $0.jsonTypes == [.integer] }
        guard isWhole || operands.contains(where: { $0.unit != nil }) else { return .unknown }
        var result = Possible.typed(isWhole ? [.integer] : [.integer, .number])
        result.unit = operands.compactMap(\.unit).first
        return result
    }
}

extension Value {
    /// Whether it is what `optional.ofNonZeroValue` leaves out; where that cannot be told, it is not.
    fileprivate var isZero: Bool {
        switch resolved {
        case .string(let text): text.isEmpty
        case .int(let int): int == 0
        case .bool(let bool): !bool
        case .double(let double): double == 0
        default: false
        }
    }
}
