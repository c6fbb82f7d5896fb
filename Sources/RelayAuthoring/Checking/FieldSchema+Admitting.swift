import JSON
import RelayRoutes

extension FieldSchema {
    /// Whether it allows all values of these types, as far as another schema describes them; lengths above none do not count.
    func admits(_ types: Set<JSONType>, _ described: FieldSchema?, mayBeEmpty: Bool) -> Bool {
        guard types.isSubset(of: self.types), options == nil else { return false }
        guard branches.isEmpty || branches.contains(where: { $0.admits(types, described, mayBeEmpty: mayBeEmpty) })
        else {
            return false
        }
        if types.contains(.string), !text.admits(described?.text, mayBeEmpty: mayBeEmpty) { return false }
        guard !types.isDisjoint(with: [.integer, .number]) else { return true }
        return Self.isOrdered(minimum, described?.minimum)
            && Self.isOrdered(described?.maximum, maximum, limit: maximum)
    }

    private static func isOrdered(_ least: JSONValue?, _ most: JSONValue?) -> Bool {
        isOrdered(least, most, limit: least)
    }

    /// Whether a limit is kept; one that there is not always is.
    private static func isOrdered(_ least: JSONValue?, _ most: JSONValue?, limit: JSONValue?) -> Bool {
        guard limit != nil else { return true }
        guard let least = least?.number, let most = most?.number else { return false }
        return !(most < least)
    }
}

extension TextRules {
    fileprivate func admits(_ described: TextRules?, mayBeEmpty: Bool) -> Bool {
        if let format, described?.format != format { return false }
        if let pattern, described?.pattern?.source != pattern.source { return false }
        return minimumLength == 0 || (minimumLength == 1 && !mayBeEmpty)
            || described.map { $0.minimumLength >= minimumLength } ?? false
    }
}
