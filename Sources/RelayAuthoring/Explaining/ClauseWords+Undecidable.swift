import CEL
import Quotation

extension ClauseWords {
    /// Why the clause gives neither true nor false: `the event has no "newStatus" in data`.
    func obstacle(_ error: EvaluationError) -> String {
        let part = clause.origin(of: error)
        switch (error.code, part.kind) {
        case (.noSuchKey, .select), (.noSuchKey, .presence), (.noSuchVariable, .select), (.noSuchVariable, .identifier):
            return missing(part) ?? inOtherWords(error)
        case (.noSuchKey, .index(let holder, let key, _)):
            return noEntry(holder, key) ?? missing(part) ?? inOtherWords(error)
        case (.outOfRange, .index(let holder, let key, _)): return noPosition(holder, key) ?? inOtherWords(error)
        case (.noSuchField, .select(let holder, let field, _)), (.noSuchField, .presence(let holder, let field)):
            let side = Side(holder, in: clause)
            return side.value == nil ? inOtherWords(error) : "\(side.factWithKind), so it has no \(field.quoted)"
        case (.noSuchOverload, .call(let function, let target, let arguments)):
            return misfit(function, (target.map { [$0] } ?? []) + arguments)
        case (.noSuchOverload, .and(let terms)), (.noSuchOverload, .or(let terms)):
            return terms.lazy.compactMap(notBoolean).first ?? inOtherWords(error)
        case (.noSuchOverload, .conditional(let condition, _, _)): return notBoolean(condition) ?? inOtherWords(error)
        default: return inOtherWords(error)
        }
    }

    /// That the part gives a value, but neither true nor false; nil where it gives one of them, or none.
    func notBoolean(_ part: Expression) -> String? {
        let side = Side(part, in: clause)
        guard let value = side.value, clause.holds(part) == nil else { return nil }
        if value.isAbsent, let path = side.path { return path.existence(false) }
        return "\(side.factWithKind), but \(owner) wants true or false"
    }

    private func missing(_ part: Expression) -> String? {
        if let path = ReadPath(part, in: clause) { return path.existence(false) }
        switch part.kind {
        case .select(let holder, let field, _), .presence(let holder, let field):
            return "\(Side(holder, in: clause).name) has no \(field.quoted)"
        default: return nil
        }
    }

    private func noEntry(_ holder: Expression, _ key: Expression) -> String? {
        guard let table = ReadPath(holder, in: clause), table.isWholeTable, let name = table.table else { return nil }
        let side = Side(key, in: clause)
        return side.isConstant || side.value == nil
            ? "the table \(name.quoted) has no \(side.name)"
            : "\(side.fact), for which the table \(name.quoted) has nothing"
    }

    private func noPosition(_ holder: Expression, _ key: Expression) -> String? {
        let list = Side(holder, in: clause)
        guard let value = list.value, let count = ListView(value)?.count, let position = clause.value(of: key) else {
            return nil
        }
        let entries = ValueText.counted(count, "entry", "entries")
        return
            "\(list.name) has \(entries), so there is none at position \(ValueText.inSentence(position)) (the first is at 0)"
    }

    /// That a function or operator has no use for the kinds of values that it was given.
    private func misfit(_ function: String, _ arguments: [Expression]) -> String {
        let sides = arguments.map { Side($0, in: clause) }
        let read = sides.filter { !$0.isConstant }
        let facts = (read.isEmpty ? sides : read).map(\.factWithKind).joined(separator: " and ")
        let constants = read.isEmpty ? [] : sides.filter(\.isConstant).compactMap(\.value)
        switch function {
        case "_<_", "_<=_", "_>_", "_>=_":
            guard let other = constants.first else { return "\(facts), which cannot be compared" }
            return
                "\(facts), which cannot be compared with \(ValueText.inSentence(other)), \(ValueText.kind(of: other))"
        case "startsWith", "endsWith", "contains", "matches", "size": return "\(facts), but \(owner) wants a text there"
        case "!_": return "\(facts), but \(owner) wants true or false"
        case "@in": return "\(facts), but \(owner) looks for an entry of a list, an object or a table"
        default: return "\(facts), with which \(function.operatorSign.quoted) cannot work"
        }
    }

    private func inOtherWords(_ error: EvaluationError) -> String {
        switch error.code {
        case .stepsExceeded, .tooLarge: "the condition is too much work for this event: \(error.fact.shownAsWritten)"
        case .divisionByZero: "the condition divides by zero"
        default: "the condition cannot be worked out: \(error.fact.shownAsWritten)"
        }
    }
}

extension String {
    /// `+` of `_+_`.
    fileprivate var operatorSign: String {
        let sign = drop { $0 == "_" }
        return String(sign.last == "_" ? sign.dropLast() : sign)
    }
}
