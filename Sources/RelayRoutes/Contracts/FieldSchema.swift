package import JSON

/// What a value may be: the part of JSON Schema that the contracts of APIs need.
///
/// A class, because every value that is sent is held against one, and a copy would take longer than that.
///
/// Keywords mean what JSON Schema 2020-12 says, `format` with its assertion. Keys that are not of the part are ignored here;
/// whoever reads a contract has refused them before.
package final class FieldSchema: Sendable {
    /// The types it names, with `integer` wherever `number` stands; all of them where it names none.
    let declaredTypes: Set<JSONType>
    /// The values of `enum` or `const`; nil without either.
    package let options: [JSONValue]?
    /// The schemas of `anyOf`, of which one must hold; empty without it.
    package let branches: [FieldSchema]
    package let text: TextRules
    package let minimum: JSONValue?
    package let maximum: JSONValue?
    /// The schema of a list's elements; empty for lists of anything, and never more than one.
    let items: [FieldSchema]
    package let properties: [String: FieldSchema]
    let required: [String]
    /// Whether an object may have no other members than `properties`.
    package let isClosed: Bool

    /// Reads a schema that is known to be well-formed.
    package init(json: JSONValue) {
        declaredTypes = Self.declaredTypes(json["type"])
        let constant = json["const"]
        options =
            json["enum"].map { list in list.elements.filter { constant == nil || $0 == constant } }
            ?? constant.map { [$0] }
        branches = json["anyOf"].map { $0.elements.map(FieldSchema.init) } ?? []
        text = TextRules(json: json)
        minimum = json["minimum"]
        maximum = json["maximum"]
        items = json["items"].map { [FieldSchema(json: $0)] } ?? []
        let members = json["properties"].map { $0.members.map { ($0.name, FieldSchema(json: $0.value)) } } ?? []
        properties = Dictionary(members) { _, last in last }
        required = json["required"].map { $0.elements.compactMap(\.string) } ?? []
        isClosed = json["additionalProperties"]?.bool == false
    }

    private static func declaredTypes(_ json: JSONValue?) -> Set<JSONType> {
        guard let json else { return Set(JSONType.allCases) }
        let names = json.kind == .array ? json.elements.compactMap(\.string) : [json.string].compactMap(\.self)
        let types = Set(names.compactMap(JSONType.init(rawValue:)))
        return types.contains(.number) ? types.union([.integer]) : types
    }
}

extension FieldSchema {
    /// The types that a value may have; where `number` stands, `integer` does too.
    package var types: Set<JSONType> {
        var types = declaredTypes
        if let options { types.formIntersection(options.flatMap(Self.types)) }
        if !branches.isEmpty { types.formIntersection(branches.flatMap(\.types)) }
        return types
    }

    package var allowsNull: Bool { types.contains(.null) && violation(ofConstant: "null") == nil }

    /// All values that are allowed, where they are finitely many; nil where they are not.
    package var constants: [JSONValue]? { candidates.map { $0.filter { violation(of: $0) == nil } } }

    /// Values among which all allowed ones are; nil where no such list is known.
    private var candidates: [JSONValue]? {
        if let options { return options }
        if declaredTypes.isSubset(of: [.null, .boolean]) { return Self.constants("[false,true,null]") }
        let lists = branches.map(\.candidates)
        guard !lists.isEmpty, !lists.contains(where: { $0 == nil }) else { return nil }
        return lists.compactMap(\.self).flatMap(\.self).reduce(into: []) { values, value in
            if !values.contains(value) { values.append(value) }
        }
    }

    private static func types(of value: JSONValue) -> [JSONType] {
        let type = JSONType(of: value)
        return type == .number ? [.number, .integer] : [type]
    }

    private func violation(ofConstant text: String) -> SchemaViolation? {
        Self.constants("[\(text)]").first.flatMap(violation)
    }

    private static func constants(_ list: String) -> [JSONValue] {
        (try? JSONDocument(list)).map { Array($0.root.elements) } ?? []
    }
}

extension FieldSchema {
    /// What a member must be; nil where the schema says nothing of it. Branches of `anyOf` are not looked into.
    package func property(_ name: String) -> FieldSchema? { properties[name] }

    /// Whether every allowed value is an object that has this member, which has the next, and so on.
    package func guarantees(_ path: [String]) -> Bool {
        guard let name = path.first else { return true }
        let rest = Array(path.dropFirst())
        if types == [.object], required.contains(name), rest.isEmpty || property(name)?.guarantees(rest) == true {
            return true
        }
        return !branches.isEmpty && branches.allSatisfy { $0.guarantees(path) }
    }
}
