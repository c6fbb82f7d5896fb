import CEL
import RelayCore

/// A clause of a condition that asks whether a table has a value: `event.body.data.newStatus in tables.label`.
struct TableQuestion: Sendable {
    let table: String
    private let text: String
    private let value: Program
    private let map: MapValue

    /// What an event has there, if it is a text that the table lacks; and whether the table has it.
    fileprivate func answer(_ activation: Activation) -> (text: String, isKnown: Bool)? {
        guard let found = try? value.evaluate(activation), let text = EventText.text(found) else { return nil }
        return (text, map[found.resolved] != nil)
    }

    fileprivate init?(_ clause: Expression, of program: Program, _ table: RouteTable) {
        guard case .call("@in", let target, let arguments) = clause.kind else { return nil }
        let sides = [target].compactMap { $0 } + arguments
        guard sides.count == 2, let path = AccessPath(sides[1])?.steps, path.count == 2, path[0] == "tables",
            let map = table.tables.first(where: { $0.name == path[1] })?.map
        else { return nil }
        self.table = path[1]
        self.map = map
        text = program.source.slice(sides[0].range)
        value = table.environment.program(sides[0], of: program.source)
    }

    /// What the routes ask tables, by the positions of the routes.
    static func all(in table: RouteTable) -> [[TableQuestion]] {
        table.routes.map { route in
            (route?.conditions ?? []).flatMap { condition in
                condition.program.expression.conjuncts.compactMap { TableQuestion($0, of: condition.program, table) }
            }
        }
    }

    /// What an event says that no table of its routes has, though they ask for it; nil where there is nothing like that.
    static func unmapped(_ event: Event, _ questions: [TableQuestion], _ table: RouteTable) -> Attention? {
        var values = EventValues(of: event, table.bindings)
        values.provide(.everything)
        let answers = questions.map { ($0, $0.answer(values.activation)) }
        let known = Set(answers.compactMap { $1.flatMap { $0.isKnown ? $0.text : nil } })
        guard let (first, answer) = answers.first(where: { $1.map { !known.contains($0.text) } ?? false }),
            let value = answer?.text
        else { return nil }
        let tables = Set(answers.filter { $1?.text == value }.map(\.0.table)).sorted()
        let type = event.type.isEmpty ? "" : " \(event.type)"
        return Attention(
            "unmapped",
            of: "\(event.source)\(type) \(value)",
            detail:
                "\(first.text) is \(value), which no table has that its routes ask: \(tables.joined(separator: ", "))",
            remedy: "map it in the table, or leave it: such an event is kept and sent nowhere"
        )
    }
}
