import CEL
import Quotation

extension ClauseWords {
    /// Why a value is in a table, list or object, or is not.
    func membership(_ member: Expression, _ holder: Expression, isMember: Bool) -> String {
        let (value, group) = (Side(member, in: clause), Side(holder, in: clause))
        guard let wanted = value.value, let found = group.value else {
            return whole(clause.expression, holds: isMember)
        }
        if let path = group.path, path.isWholeTable, let table = path.table, let keys = MapView(found)?.keys {
            return isMember ? inTable(value, table) : notInTable(value, table, keys)
        }
        if group.isConstant, let list = ListView(found)?.array {
            guard isMember else { return notAmong(value, list) }
            return "\(value.fact), but \(owner) wants anything but \(Self.listed(list))"
        }
        if let path = group.path, let name = wanted.plainText, MapView(found) != nil {
            let isThere = isMember ? "has" : "has no"
            return "\(path.inBody == nil ? group.name : bodyWords(path)) \(isThere) \(name.quoted)" + wish(isMember)
        }
        let shown = value.isConstant ? ValueText.inSentence(wanted) : "\(value.name) \(ValueText.inSentence(wanted))"
        if group.isAbsent { return "\(group.fact)\(wish(isMember))" }
        let rest = isMember ? wish(true) : found.isEmpty ? "; it is empty" : "; it is \(ValueText.inSentence(found))"
        return "\(group.name) \(isMember ? "has" : "does not have") \(shown)\(rest)"
    }

    private func wish(_ isMember: Bool) -> String { isMember ? ", but \(owner) wants it absent" : "" }

    private func bodyWords(_ path: ReadPath) -> String {
        let place = ReadPath.joined(path.inBody ?? [])
        return place.isEmpty ? "the event" : "the event's \(place)"
    }

    private func inTable(_ side: Side, _ table: String) -> String {
        "\(side.fact), which the table \(table.quoted) has, but \(owner) wants what it does not have"
    }

    private func notInTable(_ side: Side, _ table: String, _ keys: [Value]) -> String {
        let names = keys.prefix(Self.listLimit).map { ($0.plainText ?? ValueText.inSentence($0)).shown }
        let more = keys.count > names.count ? " and \(keys.count - names.count) more" : ""
        let has = keys.isEmpty ? "it is empty" : "it has \(names.joined(separator: ", "))\(more)"
        let fact =
            side.isAbsent
            ? "\(side.fact), and the table \(table.quoted) has nothing for that"
            : "\(side.fact), which the table \(table.quoted) does not have"
        return "\(fact) (\(has))" + hint(side, among: keys)
    }
}
