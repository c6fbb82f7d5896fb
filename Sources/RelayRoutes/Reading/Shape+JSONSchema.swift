import JSON

extension ObjectShape {
    /// The JSON Schema, in draft 2020-12, of a file that holds this object.
    ///
    /// It takes what the check takes, but for three things that a schema cannot say: that no key stands twice, that a
    /// whole number is written without fraction and exponent, and how deep and long a text may be.
    package func jsonSchema(id: String, title: String) -> [UInt8] {
        let definitions = SchemaDefinitions(of: self)
        var writer = JSONWriter()
        writer.object { schema in
            schema.member("$schema", "https://json-schema.org/draft/2020-12/schema")
            schema.member("$id", id)
            schema.member("title", title)
            schema.keywords(of: self)
            schema.name("$defs")
            schema.object { defs in
                for definition in definitions.all {
                    defs.name(definition.key)
                    defs.schema(of: definition)
                }
            }
        }
        return writer.bytes
    }
}

extension JSONWriter {
    /// Writes what is known under a name of its own.
    mutating func schema(of definition: SchemaDefinition) {
        object { schema in
            schema.member("title", definition.name)
            switch definition {
            case .object(let object): schema.keywords(of: object)
            case .text(let form): schema.keywords(of: form)
            }
        }
    }

    private mutating func schema(_ shape: Shape, about: String = "") {
        object { schema in
            if !about.isEmpty { schema.member("description", about) }
            schema.keywords(of: shape)
        }
    }

    private mutating func keywords(of shape: Shape) {
        switch shape {
        case .text(let form): form.expression == nil ? keywords(of: form) : reference(.text(form))
        case .choice(let words): member("enum", words)
        case .integer(let range): keywords(of: range)
        case .number: member("type", "number")
        case .boolean: member("type", "boolean")
        case .anything: return
        case .scalar: member("type", ["string", "number", "boolean"])
        case .list(let element, let least): keywords(ofList: element, least)
        case .dictionary(let element, let names): keywords(ofDictionary: element, names)
        case .object(let object), .secret(let object): reference(.object(object))
        case .deferred(let made): reference(.object(made()))
        case .either: keywords(ofAny: shape.alternatives)
        }
    }

    private mutating func reference(_ definition: SchemaDefinition) {
        member("$ref", "#/$defs/" + definition.key)
    }

    // MARK: Texts and numbers

    private mutating func keywords(of form: TextForm) {
        member("type", "string")
        guard let expression = form.expression else { return }
        member("pattern", expression)
        if expression.hasSuffix("$") {
            // In ECMA-262 `$` is the end of the text; to Python and others it also stands before a last line feed.
            name("not")
            object { $0.member("pattern", "\\n") }
        }
        member("examples", form.examples)
    }

    private mutating func keywords(of range: ClosedRange<Int64>) {
        member("type", "integer")
        name("minimum")
        int(range.lowerBound)
        name("maximum")
        int(range.upperBound)
    }

    // MARK: Lists, dictionaries, alternatives

    private mutating func keywords(ofList element: Shape, _ least: Int) {
        member("type", "array")
        if least > 0 {
            name("minItems")
            int(Int64(least))
        }
        name("items")
        schema(element)
    }

    private mutating func keywords(ofDictionary element: Shape, _ names: TextForm) {
        member("type", "object")
        name("properties")
        object { $0.remark() }
        name("additionalProperties")
        schema(element)
        guard names.expression != nil else { return }
        name("propertyNames")
        object { schema in
            guard !names.accepts(Comment.key) else { return schema.reference(.text(names)) }
            schema.name("anyOf")
            schema.array { either in
                either.object { $0.reference(.text(names)) }
                either.object { $0.member("const", Comment.key) }
            }
        }
    }

    private mutating func keywords(ofAny shapes: [Shape]) {
        name("anyOf")
        array { for shape in shapes { $0.schema(shape) } }
    }

    private mutating func remark() {
        name(Comment.key)
        object { $0.member("description", "a remark, which is ignored") }
    }

    // MARK: Objects

    fileprivate mutating func keywords(of shape: ObjectShape) {
        member("type", "object")
        name("properties")
        object { properties in
            properties.remark()
            for key in shape.keys {
                properties.name(key.name)
                properties.schema(key.shape, about: key.about)
            }
        }
        let required = shape.keys.filter(\.isRequired).map(\.name)
        if !required.isEmpty { member("required", required) }
        name("additionalProperties")
        bool(false)
        guard !shape.rules.isEmpty else { return }
        name("allOf")
        array { for rule in shape.rules { $0.schema(of: rule) } }
    }

    private mutating func schema(of rule: ObjectShape.Rule) {
        object { schema in
            switch rule {
            case .exactlyOne(let names): schema.presence("oneOf", names.map { [$0] })
            case .atLeastOne(let names): schema.presence("anyOf", names.map { [$0] })
            case .atMostOne(let names):
                schema.name("not")
                schema.object { $0.presence("anyOf", Self.pairs(names)) }
            }
        }
    }

    /// Writes alternatives, each of which asks for some members to be there.
    private mutating func presence(_ keyword: String, _ alternatives: [[String]]) {
        name(keyword)
        array { list in
            for names in alternatives { list.object { $0.member("required", names) } }
        }
    }

    private static func pairs(_ names: [String]) -> [[String]] {
        names.indices.flatMap { first in names[(first + 1)...].map { [names[first], $0] } }
    }
}
