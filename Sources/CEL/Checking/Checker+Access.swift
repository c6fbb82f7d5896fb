import Spelling

extension Checker {
    mutating func selection(_ field: String, from operand: Expression, _ anchor: Int, isOptional: Bool) -> ValueType {
        let container = surface(of: operand)
        if case .optional(let content) = container {
            return .optional(self.field(field, of: content, anchor, isOptional: true))
        }
        let type = self.field(field, of: container, anchor, isOptional: isOptional)
        return isOptional ? .optional(type) : type
    }

    /// The type of an expression, with what has been learnt on the way to it put in at its surface.
    private mutating func surface(of expression: Expression) -> ValueType {
        // Not in one call: the solver would be read before it has learnt.
        let type = type(of: expression)
        return solver.resolve(type)
    }

    private mutating func field(
        _ name: String,
        of container: ValueType,
        _ anchor: Int,
        isOptional: Bool
    ) -> ValueType {
        switch solver.resolve(container) {
        case .dyn, .unknown: return .dyn
        case .map(let key, let value):
            // A map with other keys is known not to have the field; asking whether it has is no mistake.
            if !solver.fits(.string, key), !isOptional {
                report(anchor, "a field is a string, but the map's keys are \(solver.finished(key))", "Use [key].")
            }
            return value
        case .record(let record):
            if let type = record.fields[name] { return type }
            if !record.isOpen { reportMissing(name, record, anchor) }
            return .dyn
        case let type:
            report(anchor, "a value of type \(solver.finished(type)) has no field '\(name)'")
            return .dyn
        }
    }

    private mutating func reportMissing(_ name: String, _ record: RecordType, _ anchor: Int) {
        let fields = Array(record.fields.keys)
        let remedy =
            Spelling.nearest(to: name, among: fields).map { "Did you mean '\($0)'?" }
            ?? "There are: \(Self.listed(fields))."
        report(anchor, "\(record.name) has no field '\(name)'", remedy)
    }

    mutating func indexed(
        _ operand: Expression,
        _ key: Expression,
        _ expression: Expression,
        isOptional: Bool
    ) -> ValueType {
        let container = surface(of: operand)
        let keyType = type(of: key)
        if case .optional(let content) = container {
            return .optional(element(of: content, keyType, expression))
        }
        let type = element(of: container, keyType, expression)
        return isOptional ? .optional(type) : type
    }

    private mutating func element(of container: ValueType, _ key: ValueType, _ expression: Expression) -> ValueType {
        switch solver.resolve(container) {
        case .dyn, .unknown: return .dyn
        case .list(let element):
            if !solver.fits(key, .int) {
                report(expression.anchor, "a list's position is an int, not \(solver.finished(key))")
            }
            return element
        case .map(let wanted, let value):
            if !solver.fits(key, wanted) {
                report(expression.anchor, "the map's keys are \(solver.finished(wanted)), not \(solver.finished(key))")
            }
            return value
        case .record: return .dyn
        case let type:
            report(
                expression.anchor,
                "a value of type \(solver.finished(type)) has no elements",
                "Only lists and maps have."
            )
            return .dyn
        }
    }

    mutating func type(of comprehension: Comprehension, _ expression: Expression) -> ValueType {
        let (key, value) = parts(of: comprehension.range)
        var variables = [(name: comprehension.first, type: comprehension.second == nil ? value.single : key)]
        if let second = comprehension.second { variables.append((name: second, type: value.paired)) }
        return inside(variables) { checker in
            if let filter = comprehension.filter { checker.expect(.bool, filter, "the macro's filter is a condition") }
            return checker.result(of: comprehension, element: value.single, key: key)
        }
    }

    private mutating func result(of comprehension: Comprehension, element: ValueType, key: ValueType) -> ValueType {
        switch comprehension.kind {
        case .all, .exists, .existsOne:
            expect(.bool, comprehension.body, "the macro takes a condition")
            return .bool
        case .filter:
            expect(.bool, comprehension.body, "the macro takes a condition")
            return .list(element)
        case .map: return .list(type(of: comprehension.body))
        case .transformMap: return .map(key, type(of: comprehension.body))
        case .transformMapEntry:
            let made = ValueType.map(solver.unknown(), solver.unknown())
            expect(made, comprehension.body, "transformMapEntry takes a map with one entry")
            return made
        }
    }

    /// The types of what a macro goes over: with two variables position or key and value, with one element or key.
    private mutating func parts(
        of range: Expression
    ) -> (key: ValueType, value: (single: ValueType, paired: ValueType)) {
        let type = surface(of: range)
        switch type {
        case .list(let element): return (.int, (element, element))
        case .map(let key, let value): return (key, (key, value))
        case .record: return (.string, (.string, .dyn))
        case .dyn, .unknown: return (.dyn, (.dyn, .dyn))
        default:
            report(range.anchor, "a macro goes over a list or a map, not over \(solver.finished(type))")
            return (.dyn, (.dyn, .dyn))
        }
    }
}
