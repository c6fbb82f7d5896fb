import CEL
import Quotation

/// Says why a clause does not hold, as someone would who sees the event beside the route.
struct ClauseWords {
    let clause: Clause
    /// Whose condition it is: `the route`, `the send`.
    let owner: String

    /// Why the clause as a whole is not true.
    var refusal: String { reason(clause.expression, holds: false) }

    /// Why a part of it holds, or does not, and what was wanted instead.
    func reason(_ part: Expression, holds: Bool) -> String {
        switch part.kind {
        case .and(let terms): reason(all: terms, holds: holds, decisive: false)
        case .or(let terms): reason(all: terms, holds: holds, decisive: true)
        case .presence: existence(part, isThere: holds)
        case .conditional(let condition, let then, let otherwise): choice(condition, then, otherwise, holds: holds)
        case .comprehension(let comprehension): quantity(comprehension, holds: holds) ?? whole(part, holds: holds)
        case .literal: "\(owner)'s condition says \(clause.text(of: part)) for every event"
        case .call(let function, let target, let arguments):
            call(function, (target.map { [$0] } ?? []) + arguments, holds: holds) ?? whole(part, holds: holds)
        case .identifier, .select, .index: truth(part, holds: holds)
        case .list, .map, .bind, .optionalMap: whole(part, holds: holds)
        }
    }

    /// `and` and `or`: one term may decide alone, or all together do.
    private func reason(all terms: [Expression], holds: Bool, decisive: Bool) -> String {
        if holds == decisive {
            let decider = terms.first { clause.holds($0) == holds }
            return decider.map { reason($0, holds: holds) } ?? whole(clause.expression, holds: holds)
        }
        if decisive, let oneOf = oneOf(terms) { return oneOf }
        return terms.map { reason($0, holds: holds) }.joined(separator: ", and ")
    }

    private func existence(_ part: Expression, isThere: Bool) -> String {
        guard let path = ReadPath(part, in: clause) else { return whole(part, holds: isThere) }
        return isThere ? "\(path.existence(true)), but \(owner) wants it absent" : path.existence(false)
    }

    /// `a ? b : c`: the branch that counted says why, unless it says nothing but true or false.
    private func choice(_ condition: Expression, _ then: Expression, _ otherwise: Expression, holds: Bool) -> String {
        let isThen = clause.holds(condition) == true
        let branch = isThen ? then : otherwise
        if case .literal = branch.kind { return reason(condition, holds: isThen) }
        return reason(branch, holds: holds)
    }

    private func quantity(_ comprehension: Comprehension, holds: Bool) -> String? {
        guard !holds, comprehension.second == nil else { return nil }
        let list = Side(comprehension.range, in: clause)
        let test = clause.text(of: comprehension.body).shownQuoted
        switch comprehension.kind {
        case .exists: return "nothing in \(list.name) fits \(test)"
        case .all: return "not everything in \(list.name) fits \(test)"
        case .existsOne: return "\(list.name) does not have exactly one entry that fits \(test)"
        case .map, .filter, .transformMap, .transformMapEntry: return nil
        }
    }

    /// A value that is true or false itself.
    private func truth(_ part: Expression, holds: Bool) -> String {
        let side = Side(part, in: clause)
        return "\(side.fact), but \(owner) wants \(side.isAbsent ? "it to be " : "")\(!holds)"
    }

    /// What can be said of every form.
    func whole(_ part: Expression, holds: Bool) -> String {
        let seen = Sighting.all(in: part, of: clause).map { "\($0.path) = \($0.value)" }
        let saw = seen.isEmpty ? "" : "; it saw \(seen.joined(separator: ", "))"
        return "the condition \(clause.text(of: part).shownQuoted) is \(holds ? "true" : "not true")\(saw)"
    }
}

extension String {
    /// The text of an expression in quotes of its own: what it quotes itself stays as it is written.
    var shownQuoted: String { "\"\(shownAsWritten)\"" }

    /// The text on one line, with nothing in it that steers a terminal.
    var shownAsWritten: String {
        unicodeScalars.map { $0 == "\"" || $0 == "\\" ? String($0) : String($0).shown }.joined()
    }
}
