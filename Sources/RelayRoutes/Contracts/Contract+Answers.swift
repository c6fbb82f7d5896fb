package import JSON

extension Contract {
    /// The rules for answers to a call, those that it includes put in their place, in the order in which they are tried.
    ///
    /// `common` holds the lists that all APIs share; without them, an `include` of such a list stays as it is.
    package func answerRules(of call: Call, common: JSONValue?) -> [JSONValue] {
        expanded(call.json["answers"], common, depth: 0)
    }

    private func expanded(_ rules: JSONValue?, _ common: JSONValue?, depth: Int) -> [JSONValue] {
        // Lists include each other two deep; a list that includes itself must not go on for ever.
        guard let rules, depth < 8 else { return [] }
        return rules.elements.flatMap { rule -> [JSONValue] in
            guard let name = rule["include"]?.string, let included = json["answers"]?[name] ?? common?[name] else {
                return [rule]
            }
            return expanded(included, common, depth: depth + 1)
        }
    }
}
