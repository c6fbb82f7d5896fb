import CEL
import JSON
import Quotation
import RelayRoutes
import Spelling

extension Scene {
    /// The case in words, for a finding that holds in some cases only: ` (when newStatus is "DONE")`.
    var label: String {
        let assigned = assigned.filter { $0.key != .source && $0.key != .type }
        guard !assigned.isEmpty else { return typeLabel }
        let parts = assigned.sorted { $0.key.text < $1.key.text }.map { path, value in
            "\(path.steps.last ?? path.text) is \(value.shownBriefly)"
        }
        return " (when \(parts.joined(separator: " and ")))"
    }

    /// What holds the value of a path: an event, or what a lookup gives.
    func origin(of path: AccessPath) -> String {
        path.steps.first == "lookup" ? "answer of the lookup" : "event\(typeLabel)"
    }

    /// The member that was probably meant, where nobody has heard of the one at the end of a path.
    func suggestion(for path: AccessPath) -> String? {
        guard let name = path.steps.last, path.steps.count > 1 else { return nil }
        let known = schema(at: AccessPath(path.steps.dropLast())).schema?.properties.keys.sorted() ?? []
        guard !known.contains(name) else { return nil }
        return Spelling.nearest(to: name, among: known).map { "Did you mean \($0.quoted)?" }
    }

    /// The type in words: ` (event type "lead.updated")`.
    var typeLabel: String {
        if case .string(let type)? = assigned[.type] { " (event type \(type.quoted))" } else { "" }
    }
}

extension Possible {
    /// Whether it is there, without any doubt, and of a type that is known.
    var isCertain: Bool {
        !mayBeAbsent && risks.allSatisfy(\.isAboutEmptyLead) && (known.map { !$0.isEmpty } ?? (types != nil))
    }
}

extension Possible {
    /// Whether it may be an empty text although none of its values is known.
    var isPerhapsEmpty: Bool { known == nil && mayBeEmptyText }
}

extension Advice.Condition {
    /// Whether a field that comes to this may fulfil the condition.
    func mayHold(_ possible: Possible) -> Bool {
        switch self {
        case .given: return !possible.isAlwaysAbsent
        case .absent: return possible.mayBeAbsent
        case .oneOf(let values): return possible.mayBe { json in values.contains(json) }
        case .noneOf(let values):
            return possible.isAlwaysAbsent || possible.mayBeAbsent || possible.mayBe { json in !values.contains(json) }
        }
    }
}

extension Possible {
    fileprivate func mayBe(_ accepts: (JSONValue) -> Bool) -> Bool {
        guard let known else { return true }
        return known.contains { $0.value.asJSON.map(accepts) ?? true }
    }
}

extension Call {
    /// The fields that stand in the path.
    var pathFields: [String] { path.fieldNames }
}

extension Field {
    /// Whether it is written as text, whatever its value's type.
    var isText: Bool { place == .path || place == .query || place == .header }

    var about: String { json["about"]?.string.map { ": \($0)" } ?? "" }
}

extension Send.FilledField {
    /// The place of a risk within the field's expressions.
    func spot(ofRisk risk: Possible.Risk) -> Spot? {
        let placeholders = template.placeholders
        guard placeholders.count == 1, let placeholder = placeholders.first else { return nil }
        return placeholder.spot(risk.offset)
    }
}

extension JSONValue {
    /// The member at the end of a path of names.
    func member(at path: ArraySlice<String>) -> JSONMember? {
        guard let name = path.first, let member = members.first(where: { $0.name == name }) else { return nil }
        return path.count == 1 ? member : member.value.member(at: path.dropFirst())
    }

}

extension Value {
    /// The value for a message, cut where it is long.
    var shownBriefly: String {
        guard case .string(let text) = resolved else {
            return shown.count > 60 ? String(shown.prefix(60)) + "…" : shown
        }
        return text.quoted
    }
}

extension Set<JSONType> {
    /// `a string or a number`
    var phrase: String {
        var types = self
        if types.contains(.number) { types.remove(.integer) }
        return JSONType.allCases.filter(types.contains).map(\.phrase).joined(separator: " or ")
    }
}

extension String {
    /// Whether a name says that its number counts cents.
    var namesCents: Bool {
        let name = lowercased()
        return name.hasSuffix("cents") || name.hasSuffix("cent") || name.hasSuffix("minor")
            || name.hasSuffix("minorunits")
    }
}

extension Possible.Risk {
    /// An event without a lead becomes a dead letter: no wrong lead is ever meant by it.
    fileprivate var isAboutEmptyLead: Bool { if case .emptyLead = reason { true } else { false } }
}
