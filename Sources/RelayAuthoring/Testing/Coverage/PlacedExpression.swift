import CEL
import JSON
import RelayRoutes

/// An expression of the file, with what is needed to look into it and to say where its parts stand.
struct PlacedExpression {
    let program: Program
    /// The text that holds it.
    let json: JSONValue
    /// Where in that text it begins.
    let offset: Int

    init(_ placeholder: Placeholder) {
        (program, json, offset) = (placeholder.program, placeholder.json, placeholder.offset)
    }

    init?(_ program: Program?, _ word: Word?) {
        guard let program, let word else { return nil }
        (self.program, json, offset) = (program, word.json, 0)
    }

    func place(of part: Expression) -> Place {
        Place(text: json.byteRange.lowerBound, offset: offset + part.range.lowerBound)
    }

    func spot(of part: Expression) -> Spot { Spot(json, textOffset: offset + part.range.lowerBound) }

    /// What tells a part of an expression from all others of a file, cheaper than line and column.
    struct Place: Hashable {
        let text: Int
        let offset: Int
    }
}

extension Route {
    /// What is evaluated before any send is looked at.
    var placedConditions: [PlacedExpression] {
        [PlacedExpression(when, entry.when), PlacedExpression(lead, entry.lead)].compactMap { $0 }
    }

    var placedExpressions: [PlacedExpression] {
        placedConditions
            + sends.flatMap { send in
                [send.placedWhen, send.placedCondition].compactMap { $0 } + send.placedFields
            }
    }
}

extension Send {
    var placedWhen: PlacedExpression? { PlacedExpression(when, entry.when) }
    var placedCondition: PlacedExpression? { PlacedExpression(condition, entry.condition) }
    var placedFields: [PlacedExpression] { fields.flatMap(\.template.placeholders).map(PlacedExpression.init) }
}

extension Expression {
    /// The parts that can be evaluated by themselves: those that know no variable of a macro.
    var freeChildren: [Expression] {
        switch kind {
        case .comprehension(let comprehension): [comprehension.range]
        case .bind(_, let value, _): [value]
        case .optionalMap(let target, _, _, _): [target]
        default: children
        }
    }

    /// This and all that lies in it and can be evaluated by itself.
    var freeParts: [Expression] { [self] + freeChildren.flatMap(\.freeParts) }

    /// The table that the expression is as a whole.
    var wholeTable: String? {
        guard let (name, _) = dottedName, name.hasPrefix("tables.") else { return nil }
        let table = name.dropFirst("tables.".count)
        return table.contains(".") ? nil : String(table)
    }

    /// The table that is asked for a key here, and the expression of the key; nil for a key that is written out.
    var tableIndex: (table: String, key: Expression)? {
        guard case .index(let operand, let key, _) = kind else { return nil }
        return operand.wholeTable.map { ($0, key) }
    }

    /// The table that is asked here whether it has a key.
    var tableQuestion: (table: String, key: Expression)? {
        guard case .call("@in", let target, let arguments) = kind else { return nil }
        let operands = (target.map { [$0] } ?? []) + arguments
        guard operands.count == 2, let table = operands[1].wholeTable else { return nil }
        return (table, operands[0])
    }

    /// The table and the key of `tables.NAME.KEY`.
    var tableField: (table: String, key: String)? {
        guard case .select(let operand, let field, _) = kind else { return nil }
        return operand.wholeTable.map { ($0, field) }
    }
}
