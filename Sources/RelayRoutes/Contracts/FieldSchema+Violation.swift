package import JSON
import Quotation
import Spelling

extension FieldSchema {
    /// The first thing in which a value is not what is allowed; nil for one that is.
    package func violation(of value: JSONValue) -> SchemaViolation? {
        // The words are looked for only where something is wrong.
        allows(value) ? nil : foundViolation(of: value)
    }

    private func allows(_ value: JSONValue) -> Bool {
        guard declaredTypes.contains(JSONType(of: value)), options?.contains(value) ?? true else { return false }
        guard branches.isEmpty || branches.contains(where: { $0.allows(value) }) else { return false }
        switch value.kind {
        case .null, .bool: return true
        case .string: return text.allowsAll || value.string.map { text.violation(of: $0) == nil } ?? true
        case .number, .array, .object: return contentViolation(of: value) == nil
        }
    }

    private func foundViolation(of value: JSONValue) -> SchemaViolation? {
        typeViolation(of: value) ?? optionViolation(of: value) ?? branchViolation(of: value)
            ?? contentViolation(of: value)
    }

    private func typeViolation(of value: JSONValue) -> SchemaViolation? {
        let type = JSONType(of: value)
        return declaredTypes.contains(type) ? nil : Self.typeViolation(of: type, allowed: declaredTypes)
    }

    private static func typeViolation(of type: JSONType, allowed: Set<JSONType>) -> SchemaViolation {
        let needed = phrase(allowed)
        let remedy =
            switch type {
            case .string where allowed.contains(.number): "Convert it, for example with double(…)."
            case .string where allowed.contains(.integer): "Convert it with int(…)."
            case .number where allowed.contains(.integer): "Round it, or take a unit without fractions."
            case .number where allowed.contains(.string), .integer where allowed.contains(.string):
                "Convert it with string(…)."
            case .null: "Leave it out, or give \(needed)."
            default: "Give \(needed)."
            }
        return SchemaViolation("is \(type.phrase), where \(needed) is needed", remedy)
    }

    private func optionViolation(of value: JSONValue) -> SchemaViolation? {
        guard let options, !options.contains(value) else { return nil }
        return Self.none(of: options, allows: value, allowed: options.map(\.shown))
    }

    private func branchViolation(of value: JSONValue) -> SchemaViolation? {
        var violations: [(branch: FieldSchema, violation: SchemaViolation)] = []
        for branch in branches {
            guard let violation = branch.violation(of: value) else { return nil }
            violations.append((branch, violation))
        }
        guard !violations.isEmpty else { return nil }
        let type = JSONType(of: value)
        // What a branch says is of use only where it is the one that was meant.
        let meant = violations.filter { $0.branch.types.contains(type) }
        if meant.isEmpty { return Self.typeViolation(of: type, allowed: types) }
        if meant.count == 1 { return meant[0].violation }
        let options = meant.flatMap { $0.branch.options ?? [] }
        return Self.none(of: options, allows: value, allowed: meant.flatMap(\.branch.ways))
    }

    private func contentViolation(of value: JSONValue) -> SchemaViolation? {
        switch value.kind {
        case .string: value.string.flatMap(text.violation)
        case .number: rangeViolation(of: value)
        case .array: elementViolation(of: value)
        case .object: memberViolation(of: value)
        case .null, .bool: nil
        }
    }

    private func rangeViolation(of value: JSONValue) -> SchemaViolation? {
        guard let number = value.number else { return nil }
        if let minimum, let least = minimum.number, number < least {
            return SchemaViolation("is less than \(minimum.shown)", "Give \(minimum.shown) or more.")
        }
        if let maximum, let most = maximum.number, most < number {
            return SchemaViolation("is more than \(maximum.shown)", "Give \(maximum.shown) or less.")
        }
        return nil
    }

    private func elementViolation(of list: JSONValue) -> SchemaViolation? {
        guard let schema = items.first else { return nil }
        for (index, element) in list.elements.enumerated() {
            if let violation = schema.violation(of: element) { return violation.inside(String(index)) }
        }
        return nil
    }

    private func memberViolation(of object: JSONValue) -> SchemaViolation? {
        if let missing = required.first(where: { object[$0] == nil }) {
            return SchemaViolation("has no member \(missing.quoted)", "Add it.")
        }
        for member in object.members {
            let name = member.name
            guard let schema = properties[name] else {
                if isClosed { return stranger(name) }
                continue
            }
            if let violation = schema.violation(of: member.value) { return violation.inside(name) }
        }
        return nil
    }

    private func stranger(_ name: String) -> SchemaViolation {
        let guess = Spelling.nearest(to: name, among: properties.keys.sorted()).map { "Did you mean \($0.quoted)?" }
        return SchemaViolation("has a member \(name.quoted), which is not allowed", guess ?? "Leave it out.")
    }
}

// MARK: Words

extension FieldSchema {
    /// What is allowed, each way in a few words with their article.
    private var ways: [String] {
        if let options { return options.map(\.shown) }
        if !branches.isEmpty { return branches.flatMap(\.ways) }
        return [text.phrase ?? Self.phrase(declaredTypes)]
    }

    private static func phrase(_ types: Set<JSONType>) -> String {
        let named = types.contains(.number) ? types.subtracting([.integer]) : types
        return alternatives(JSONType.allCases.filter(named.contains).map(\.phrase))
    }

    /// `a`, `a or b`, `a, b or c`; of very many the first.
    private static func alternatives(_ words: [String]) -> String {
        let limit = 12
        guard words.count <= limit else { return words.prefix(limit).joined(separator: ", ") + " …" }
        guard let last = words.last, words.count > 1 else { return words.first ?? "nothing" }
        return words.dropLast().joined(separator: ", ") + " or " + last
    }

    /// The value is shown only beside a list of values: it then is a word of a vocabulary, and not a lead's.
    private static func none(of options: [JSONValue], allows value: JSONValue, allowed: [String]) -> SchemaViolation {
        let guess = value.string.flatMap { Spelling.nearest(to: $0, among: options.compactMap(\.string)) }
        let shown = options.isEmpty ? JSONType(of: value).phrase : value.shown
        return SchemaViolation(
            "is \(shown), which is not allowed",
            (guess.map { "Did you mean \($0.quoted)? " } ?? "") + "Allowed: \(alternatives(allowed))."
        )
    }
}

extension JSONValue {
    /// A scalar as it is written, for messages; of a container only what it is.
    fileprivate var shown: String {
        switch kind {
        case .string: string?.quoted ?? ""
        case .array, .object: JSONType(of: self).phrase
        case .null, .bool, .number: String(decoding: source.prefix(60), as: UTF8.self)
        }
    }
}
