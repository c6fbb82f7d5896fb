import SQLite

/// The conditions of a query and what is bound to them, in one order.
struct Conditions {
    private var clauses: [String] = []
    private var values: [Value] = []

    private enum Value {
        case text(String), integer(Int64)
    }

    /// What follows `WHERE`.
    var sql: String { clauses.isEmpty ? "1" : clauses.joined(separator: " AND ") }

    /// Adds a clause with one parameter; nothing if there is nothing to be compared.
    mutating func add(_ clause: String, _ text: String?) {
        guard let text else { return }
        clauses.append(clause)
        values.append(.text(text))
    }

    mutating func add(_ clause: String, _ integer: Int64?) {
        guard let integer else { return }
        clauses.append(clause)
        values.append(.integer(integer))
    }

    mutating func add(_ clause: String) { clauses.append(clause) }

    func bind(to binder: inout Binder) {
        for value in values {
            switch value {
            case .text(let text): binder.text(text)
            case .integer(let integer): binder.integer(integer)
            }
        }
    }
}
