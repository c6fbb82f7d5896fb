extension ObjectShape {
    /// An API's contract, as the embedded ones are written.
    package static let contract = ObjectShape(
        "an API",
        [
            Key("api", .text(.name), "its name, the same as its key"),
            Key("extends", .text(.name), "the API that this one is laid over"),
            Key("title", .text(.nonEmpty), "its name for people"),
            Key("documents", .list(of: .object(document)), "what its rules stand on"),
            Key("document", .text(.nonEmpty), "what its rules stand on, in a word"),
            Key("open", .list(of: .object(openQuestion)), "what the documents leave open, and what was decided"),
            Key("base", .text(.url), "its URL"),
            Key("auth", .object(contractAuthentication), "how a key is shown"),
            Key("answers", .dictionary(of: .list(of: .object(.answerRule))), "lists of rules, for include"),
            .required("calls", .dictionary(of: .object(call), names: .identifier), "what it can be asked"),
        ]
    )

    static let document = ObjectShape(
        "a document",
        [
            .required("name", .text(.nonEmpty), "its title"),
            Key("date", .text(.nonEmpty), "when it was read, or its own date"),
            Key("url", .text(.nonEmpty), "where it is found"),
        ]
    )

    static let openQuestion = ObjectShape(
        "an open question",
        [
            .required("question", .text(.nonEmpty), "what is contradicted or left out"),
            .required("decision", .text(.nonEmpty), "what leadrelay does"),
        ]
    )

    private static let contractAuthentication = ObjectShape(
        "auth of an API",
        [
            Key("header", .text(.header), "the header that holds the key"),
            Key("bearer", .boolean, "true for Authorization: Bearer"),
            Key("none", .boolean, "true for none"),
        ],
        rules: [.exactlyOne(["header", "bearer", "none"])]
    )

    private static let call = ObjectShape(
        "a call",
        [
            Key("about", .text(.nonEmpty), "what it does"),
            .required("method", .text(.method), "GET, POST, PUT, PATCH or DELETE"),
            .required("path", .text(.callPath), "its path, with {field} where a field goes"),
            Key("effect", .choice(["read", "write"]), "read or write"),
            Key(
                "probe",
                .boolean,
                "whether a paused account is asked by it if it works again, about a lead that waits"
            ),
            Key("lead", .list(of: .text(.nonEmpty)), "the fields that say which lead it is about"),
            Key("fields", .dictionary(of: .object(field)), "what it takes"),
            Key("identify", .object(identify), "the fields of which exactly one names the lead"),
            Key("needs", .object(needs), "fields of which at least one must be there"),
            Key("advice", .list(of: .object(advice)), "what deserves a warning"),
            Key("merge", .object(merge), "how a whole record is read, merged and written"),
            Key("already", .object(already), "how a read shows that the lead has already what is to be written"),
            Key("echo", .object(echo), "how our own write is known when it comes back as an event"),
            Key("answer", .object(.fieldSchema), "a JSON Schema of the answer"),
            Key("answers", .list(of: .object(.answerRule)), "what each answer means"),
        ],
        rules: [.atMostOne(["merge", "already"])]
    )

    private static let field = ObjectShape(
        "a field",
        [
            .required("in", .choice(["body", "path", "query", "header", "request"]), "where it goes"),
            Key("as", .text(.nonEmpty), "its name on the wire, if another"),
            Key("required", .boolean, "whether it must be there"),
            Key("about", .text(.nonEmpty), "what it says"),
            Key("schema", .object(.fieldSchema), "a JSON Schema of its value"),
            Key("unit", .choice(["cents", "units"]), "cents or units, for money"),
            Key(
                "vocabularies",
                .dictionary(of: .list(of: .text(.nonEmpty), least: 1)),
                "the values that each of several documents allows"
            ),
            Key("consent", .list(of: .text(.nonEmpty)), "values that say something about consent"),
            Key("examples", .list(of: .scalar), "values that stand in the documentation"),
        ]
    )

    private static let identify = ObjectShape(
        "identify",
        [
            .required("oneOf", .list(of: .text(.nonEmpty), least: 1), "the fields, the one that counts first"),
            Key("others", .choice(["ignored", "refused"]), "what happens to the others"),
        ]
    )

    private static let needs = ObjectShape(
        "needs",
        [
            .required("oneOf", .list(of: .text(.nonEmpty), least: 1), "the fields"),
            .required("because", .text(.nonEmpty), "why"),
        ]
    )

    private static let advice = ObjectShape(
        "advice",
        [
            .required("code", .text(.code), "the warning's code"),
            .required("when", .dictionary(of: adviceCondition), "what must hold of the fields"),
            .required("fact", .text(.nonEmpty), "what is the matter"),
            .required("remedy", .text(.nonEmpty), "what to do"),
        ]
    )

    private static let adviceCondition = Shape.either([
        .choice(["given", "absent"]), .list(of: .scalar, least: 1),
        .object(ObjectShape("a condition", [.required("not", .list(of: .scalar, least: 1), "the values it has not")])),
    ])

    private static let merge = ObjectShape(
        "merge",
        [
            .required("read", .text(.identifier), "the call that reads the record"),
            Key("identity", .text(.nonEmpty), "the member that holds the record's id"),
            Key("removed", .list(of: .text(.nonEmpty)), "members that are only read"),
            Key("derived", .list(of: .object(derived)), "members made from those that are read"),
            Key("constants", .dictionary(of: .anything), "members that are always the same"),
            Key("protected", .list(of: .text(.nonEmpty)), "what no write may change"),
            Key("watched", .list(of: .text(.nonEmpty)), "what must not have moved since the read"),
        ]
    )

    private static let derived = ObjectShape(
        "a derived member",
        [
            .required("name", .text(.nonEmpty), "its name"),
            .required("from", .text(.nonEmpty), "the list that it is made from"),
            .required("taking", .text(.nonEmpty), "what is taken of each entry"),
        ]
    )

    private static let already = ObjectShape(
        "already",
        [
            .required("read", .text(.identifier), "the call that reads the lead"),
            .required(
                "with",
                .dictionary(of: .text(.nonEmpty)),
                "its fields, each with the field of this call that fills it"
            ),
            .required("when", .expression, "what must hold of the read and the request"),
            Key("unseen", .list(of: .text(.nonEmpty)), "fields that no read shows, with which it is always written"),
        ]
    )

    private static let echo = ObjectShape(
        "echo",
        [
            .required("field", .text(.nonEmpty), "the field that is written"),
            .required("value", .expression, "where an event reports it: CEL over its body"),
        ]
    )
}

extension ObjectShape {
    static let answerRule = ObjectShape(
        "an answer rule",
        [
            Key("include", .text(.nonEmpty), "the name of a list of rules that stands in this place"),
            Key(
                "status",
                .either([
                    .integer(100...599), .text(.statusClass),
                    .list(of: .either([.integer(100...599), .text(.statusClass)]), least: 1),
                ]),
                "the answer's status"
            ),
            Key("when", .expression, "what must hold of the answer"),
            Key("verdict", .choice(["delivered", "warned", "retry", "wait", "dead", "pause"]), "what it means"),
            Key("cause", .text(.code), "the word for it"),
            Key("remedy", .text(.nonEmpty), "what to do"),
            Key("after", .duration, "how long to wait"),
            Key("confirm", .integer(2...100), "how many leads in a row must get it before a pause"),
            Key("scope", .choice(["call", "destination"]), "what is paused"),
        ],
        rules: [.exactlyOne(["include", "verdict"]), .atLeastOne(["include", "status"])]
    )

    /// The part of JSON Schema that contracts need.
    static let fieldSchema = ObjectShape(
        "a schema",
        [
            Key(
                "type",
                .oneOrMore(.choice(["string", "number", "integer", "boolean", "object", "array", "null"])),
                "the JSON types allowed"
            ),
            Key("enum", .list(of: .anything, least: 1), "the values allowed"),
            Key("const", .anything, "the one value allowed"),
            Key("anyOf", .list(of: nested, least: 1), "schemas of which one must hold"),
            Key("format", .choice(["uuid", "email", "date-time", "date", "uri"]), "how the text is written"),
            Key("pattern", .text(.nonEmpty), "a regular expression for the text"),
            Key("minimum", .number, "the least number"),
            Key("maximum", .number, "the greatest number"),
            Key("minLength", .integer(0...1_000_000), "the least length"),
            Key("maxLength", .integer(0...1_000_000), "the greatest length"),
            Key("items", nested, "the schema of a list's entries"),
            Key("required", .list(of: .text(.any)), "the members that must be there"),
            Key("properties", .dictionary(of: nested), "the schemas of an object's members"),
            Key("additionalProperties", .boolean, "whether there may be other members"),
            Key("description", .text(.any), "what it says"),
        ]
    )

    private static var nested: Shape { .deferred { .fieldSchema } }
}
