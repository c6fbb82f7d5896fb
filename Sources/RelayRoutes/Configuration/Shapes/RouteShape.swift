extension ObjectShape {
    static let route = ObjectShape(
        "a route",
        [
            .required("name", .name, "its name, which no other route has"),
            Key("enabled", .boolean, "false to leave it out"),
            .required("from", .oneOrMore(.name), "the sources whose events it takes, or *"),
            .required("on", .oneOrMore(.text(.eventType)), "the event types that it takes: exact, prefix.* or *"),
            Key("when", .expression, "what must hold of the event"),
            Key("lead", .expression, "the lead that the event is about, if the source does not say it"),
            .required("send", .list(of: .object(send), least: 1), "what is sent"),
            Key("stop", .boolean, "true so that the routes behind it do not see what it takes"),
        ]
    )

    static let send = ObjectShape(
        "a send",
        [
            Key("name", .name, "its name within the route; to.call unless told"),
            .required("to", .name, "the destination"),
            .required("call", .text(.identifier), "what the destination is asked; see: leadrelay api show"),
            Key("when", .expression, "what must hold of the event for this send"),
            Key("if", .expression, "what must hold after the lookups"),
            Key("with", .templates, "the call's fields, with {{ expressions }}"),
            Key("order", .choice(["every", "latest"]), "every status of a lead, or only the latest"),
            Key("onDead", .choice(["release", "hold"]), "whether a lead's others go on past a dead letter, or wait"),
            Key("expires", .duration, "how long after the event it is still worth sending"),
            Key("accept", .list(of: .text(.code)), "codes of warnings that are taken knowingly"),
        ]
    )

    static let lookup = ObjectShape(
        "a lookup",
        [
            .required("destination", .name, "the destination that is asked"),
            .required("call", .text(.identifier), "what it is asked"),
            Key("with", .templates, "the call's fields"),
            Key("keep", .duration, "how long the answer is kept in memory"),
        ]
    )

    static let fileTable = ObjectShape(
        "a table from a file",
        [
            .required("file", .text(.filePath), "the file of comma-separated values"),
            .required("key", .text(.nonEmpty), "the column that is looked up"),
            .required("value", .text(.nonEmpty), "the column that is found"),
        ]
    )

    static let test = ObjectShape(
        "a test",
        [
            .required("name", .name, "what it proves"),
            .required("from", .name, "the source of the event"),
            .required("event", .anything, "the body that the source posts"),
            Key("headers", .dictionary(of: .text(.any), names: .header), "the headers that come with it"),
            Key("query", .dictionary(of: .text(.any)), "the query that comes with it"),
            Key("now", .text(.timestamp), "the time at which it arrives"),
            Key("lookups", .dictionary(of: .anything), "what each lookup gives"),
            Key("records", .dictionary(of: .anything), "the record that a destination reads before it is written back"),
            .required("expect", .list(of: .object(expectation)), "all that is sent"),
            Key("partial", .boolean, "true if other sends, and other members of bodies, do not matter"),
        ]
    )

    private static let expectation = ObjectShape(
        "an expectation",
        [
            .required("to", .name, "the destination"),
            Key("route", .name, "the route, if several send there"),
            Key("send", .name, "the send, if several go there"),
            Key("call", .text(.identifier), "the call"),
            Key("method", .text(.method), "the method"),
            Key("path", .text(.any), "the path"),
            Key("query", .dictionary(of: .text(.any)), "the query"),
            Key("headers", .dictionary(of: .text(.any), names: .header), "some of the headers"),
            Key("body", .anything, "the body"),
            Key("error", .text(.nonEmpty), "the field that cannot be rendered, where a dead letter is expected"),
            Key("partial", .boolean, "true if other members of the body do not matter"),
        ]
    )
}
