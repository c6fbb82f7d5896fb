extension ObjectShape {
    /// The whole of routes.json.
    package static let routes = ObjectShape(
        "routes.json",
        [
            Key("$schema", .text(.nonEmpty), "the JSON Schema that an editor helps with"),
            Key("version", .integer(1...1), "the version of the format, 1"),
            Key("service", .object(.service), "listener, store and limits"),
            Key("sources", .dictionary(of: .object(.source), names: .name), "who sends events"),
            Key(
                "destinations",
                .dictionary(of: .object(.destination), names: .name),
                "the accounts that are written to"
            ),
            Key(
                "apis",
                .dictionary(of: .object(.contract.overlay), names: .name),
                "APIs of your own, or changes to known ones"
            ),
            Key(
                "tables",
                .dictionary(of: .either([.object(.fileTable), .dictionary(of: .scalar)]), names: .identifier),
                "what one system's words mean in another's"
            ),
            Key("lookups", .dictionary(of: .object(.lookup), names: .identifier), "what is read before a send"),
            Key("routes", .list(of: .object(.route)), "which events become which sends"),
            Key("tests", .list(of: .object(.test)), "events and what must become of them"),
        ]
    )
}
