import CEL
package import JSON

/// What is known of an API: its calls, their fields, and what each answer means.
package struct Contract: Sendable {
    package let name: String
    package let json: JSONValue
    package let base: String?
    package let authentication: Authentication
    package let calls: [String: Call]

    /// How a key is shown.
    package enum Authentication: Sendable, Equatable {
        case header(String)
        case bearer
        case none
    }

    /// Takes over a contract whose structure has been checked; what does not fit its shape is passed over.
    package init(name: String, _ json: JSONValue) {
        self.name = name
        self.json = json
        base = json["base"]?.string
        authentication = Self.authentication(json["auth"])
        calls = Dictionary(json.entries("calls").map { ($0.name, Call(name: $0.name, $0.value)) }) { $1 }
    }

    /// The call that shows whether an account works, and changes nothing; nil where there is none.
    package var probe: Call? { calls.values.filter(\.isProbe).min { $0.name < $1.name } }

    package var title: String { json["title"]?.string ?? name }

    private static func authentication(_ json: JSONValue?) -> Authentication {
        if let header = json?["header"]?.string { return .header(header) }
        return json?["bearer"]?.bool == true ? .bearer : .none
    }
}

/// One thing that an API can be asked.
///
/// Calls and fields are classes, because rendering would copy each one whole.
package final class Call: Sendable {
    package let name: String
    package let json: JSONValue
    package let method: String
    package let path: PathTemplate
    package let isWrite: Bool
    /// Whether it shows if an account works.
    package let isProbe: Bool
    package let fields: [Field]
    /// The fields of which exactly one names the lead, the one that counts first.
    package let identifiers: [String]
    /// Fields of which at least one must be there, and why.
    package let needs: (fields: [String], because: String)?
    package let advice: [Advice]
    /// How its record is read, merged and written, and the call that reads it.
    package let merge: (rules: RecordMerge, read: String)?
    /// How a read shows that the lead has already what the call would write; nil where none does.
    package let already: AlreadySo?
    /// What a successful answer looks like.
    package let answer: FieldSchema?
    private let positions: [String: Int]
    /// Whether its requests carry a body of fields.
    package let hasBody: Bool

    init(name: String, _ json: JSONValue) {
        self.name = name
        self.json = json
        method = json["method"]?.string ?? "GET"
        path = PathTemplate(json["path"]?.string ?? "/")
        isWrite = json["effect"]?.string.map { $0 == "write" } ?? (method != "GET" && method != "HEAD")
        isProbe = json["probe"]?.bool ?? false
        fields = json.entries("fields").map(Field.init)
        identifiers = json["identify"]?.words("oneOf").map(\.text) ?? []
        needs = json["needs"].map { ($0.words("oneOf").map(\.text), $0["because"]?.string ?? "") }
        advice = json.objects("advice").compactMap(Advice.init)
        merge = json["merge"].map { (RecordMerge($0), $0["read"]?.string ?? "") }
        already = json["already"].flatMap(AlreadySo.init)
        answer = json["answer"].map { FieldSchema(json: $0) }
        positions = Dictionary(fields.enumerated().map { ($1.name, $0) }) { first, _ in first }
        hasBody = method != "GET" && method != "HEAD" && fields.contains { $0.place == .body }
    }

    package func field(_ name: String) -> Field? { positions[name].map { fields[$0] } }
    /// What a lookup by this call gives.
    var answerType: ValueType { answer?.valueType ?? .dyn }
    package var about: String { json["about"]?.string ?? "" }
}

/// One value that a call takes.
package final class Field: Sendable {
    package let name: String
    package let json: JSONValue
    package let place: Place
    /// Its name on the wire.
    package let wireName: String
    /// The same, ready to be looked for in a body.
    let bodyName: JSONName
    package let isRequired: Bool
    package let unit: Unit?
    /// The values that each of several documents allows.
    package let vocabularies: [(document: String, values: [String])]
    package let consentValues: [String]
    /// Values that stand in the documentation.
    package let examples: [JSONValue]

    package enum Place: String, Sendable {
        case body, path, query, header
        /// A part of the request as a whole: the one that has the field's name.
        case request
    }

    package enum Unit: String, Sendable { case cents, units }

    /// What is wrong with a value that goes into a body.
    package func violation(of value: JSONValue) -> SchemaViolation? {
        if unit == .cents, JSONType(of: value) == .number {
            return SchemaViolation("is a fraction of a cent", "Give whole cents, for example with cents(…).")
        }
        return schema?.violation(of: value)
    }

    /// What is wrong with a text that goes into a path, a query or a header, where a number is written as a text too.
    package func violation(ofText text: String) -> SchemaViolation? {
        guard let schema else { return nil }
        let isText = schema.types.contains(.string)
        guard let value = isText ? text.asJSON : (try? JSONDocument(text).root) ?? text.asJSON else { return nil }
        return schema.violation(of: value)
    }

    /// Whether it may be null, where otherwise a null leaves it out.
    package let allowsNull: Bool
    /// What its value must be; nil where that is not said.
    package let schema: FieldSchema?

    init(_ member: JSONMember) {
        name = member.name
        json = member.value
        place = json["in"]?.string.flatMap(Place.init) ?? .body
        wireName = json["as"]?.string ?? member.name
        bodyName = JSONName(wireName)
        isRequired = json["required"]?.bool ?? false
        schema = json["schema"].map { FieldSchema(json: $0) }
        allowsNull = schema?.allowsNull ?? false
        unit = json["unit"]?.string.flatMap(Unit.init)
        vocabularies = json.entries("vocabularies").map { ($0.name, $0.value.elements.compactMap(\.string)) }
        consentValues = json.words("consent").map(\.text)
        examples = json["examples"].map { Array($0.elements) } ?? []
    }
}

/// A warning that a contract gives when fields stand in a certain way together.
package struct Advice: Sendable {
    package let code: String
    package let fact: String
    package let remedy: String
    package let conditions: [(field: String, condition: Condition)]

    package enum Condition: Sendable {
        case given, absent
        case oneOf([JSONValue])
        case noneOf([JSONValue])
    }

    init?(_ json: JSONValue) {
        guard let code = json["code"]?.string, let fact = json["fact"]?.string else { return nil }
        self.code = code
        self.fact = fact
        remedy = json["remedy"]?.string ?? ""
        conditions = json.entries("when").compactMap { member in
            Condition(member.value).map { (member.name, $0) }
        }
    }
}

extension Advice.Condition {
    fileprivate init?(_ json: JSONValue) {
        switch (json.kind, json.string) {
        case (.string, "given"): self = .given
        case (.string, "absent"): self = .absent
        case (.array, _): self = .oneOf(Array(json.elements))
        case (.object, _): self = .noneOf(json["not"].map { Array($0.elements) } ?? [])
        default: return nil
        }
    }
}

extension String {
    /// The text as a JSON string.
    fileprivate var asJSON: JSONValue? {
        var writer = JSONWriter()
        writer.string(self)
        return try? JSONDocument(writer.bytes).root
    }
}
