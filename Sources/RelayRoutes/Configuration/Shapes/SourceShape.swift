extension ObjectShape {
    /// A source as a user writes it: the keys of a preset, and what only he knows.
    static let source = ObjectShape(
        "a source",
        [
            Key("preset", .text(.name), "the sender, if it is a known one"),
            Key("path", .text(.path), "the path that the sender posts to; /hooks/NAME unless told"),
            Key(
                "secrets",
                .list(of: .secret(.datedSecret), least: 1),
                "the secrets that sign; several while one is rotated"
            ),
            Key("enabled", .boolean, "false to refuse its events"),
            Key("rate", .text(.rate), "how many events it may send"),
            Key("tolerance", .duration, "how far the time of signing may be off, in place of what the signature says"),
        ] + sourceKeys,
        rules: [.atLeastOne(["preset", "signature"])]
    )

    /// A known sender, as it is embedded.
    package static let preset = ObjectShape(
        "a preset",
        [
            .required("title", .text(.nonEmpty), "the sender's name"),
            Key("documents", .list(of: .object(document)), "what its rules stand on"),
            Key("open", .list(of: .object(openQuestion)), "what the documents leave open"),
            Key("sample", .anything, "a body as it posts it"),
        ] + sourceKeys
    )

    private static let sourceKeys = [
        Key("signature", .oneOrMore(.object(scheme)), "how it signs; of several, any may match"),
        Key("id", .expression, "where an event's id is found: CEL over body, headers and query"),
        Key("aliases", .list(of: .expression), "where further ids are found that mean the same event"),
        Key("type", .expression, "where an event's type is found"),
        Key("lead", .expression, "where the lead is found that an event is about"),
        Key("occurredAt", .expression, "where the time is found at which it happened"),
        Key("change", .object(change), "where an event of a change says what was before, and what is now"),
        Key("types", .list(of: .text(.nonEmpty), least: 1), "the event types that it sends"),
        Key(
            "events",
            .dictionary(of: .object(.fieldSchema)),
            "a JSON Schema of the body for each event type, or * for all"
        ),
        Key("handshakes", .list(of: .object(handshake)), "requests that are no events and want an answer"),
        Key("batch", .boolean, "whether a request's body is a list of events"),
        Key("answer", .integer(200...299), "the status that it takes for success"),
        Key("rejection", .integer(400...499), "the status that a bad signature gets"),
    ]

    private static let change = ObjectShape(
        "a change",
        [
            .required("from", .expression, "where the value stands that was before"),
            .required("to", .expression, "where the value stands that is now"),
        ]
    )

    private static let scheme = ObjectShape(
        "a signature",
        [
            .required("scheme", .choice(SignatureWords.schemes), "how it is made"),
            Key("header", .text(.header), "the header that holds it"),
            Key("fallbackHeaders", .list(of: .text(.header)), "other headers that may hold it"),
            Key("layout", .choice(["whole", "elements", "versions"]), "how it stands in the header"),
            Key("prefix", .text(.any), "what stands before it"),
            Key("element", .text(.nonEmpty), "the name of its element"),
            Key("separator", .text(.nonEmpty), "what stands between elements"),
            Key("signed", .text(.nonEmpty), "the text that is signed, with {body}, {timestamp}, {id}, {url} …"),
            Key("encoding", .choice(["hex", "base64"]), "how it is written"),
            Key("key", .choice(SignatureWords.keys), "how the secret becomes a key"),
            Key("timestamp", .object(timestamp), "where the time of signing is found"),
            Key("tolerance", .duration, "how far that time may be off"),
            Key("id", .object(headerPlace), "where the id that is signed is found"),
            Key("user", .textOrSecret, "the user, for basic"),
            Key("publicKey", .text(.nonEmpty), "the key that the sender publishes, for schemes without a secret"),
            Key("bodyDigest", .object(bodyDigest), "where a digest of the body stands that is not signed itself"),
        ]
    )

    private static let timestamp = ObjectShape(
        "a timestamp",
        [
            Key("header", .text(.header), "the header that holds it"),
            Key("element", .text(.nonEmpty), "the name of its element"),
            Key("body", .expression, "where it stands in the body"),
            Key("unit", .choice(["s", "ms", "rfc3339"]), "how it is written"),
        ],
        rules: [.exactlyOne(["header", "element", "body"])]
    )

    private static let bodyDigest = ObjectShape(
        "a digest of the body",
        [.required("query", .text(.nonEmpty), "the query parameter that holds it")]
    )

    private static let headerPlace = ObjectShape(
        "an id",
        [.required("header", .text(.header), "the header that holds it")]
    )

    private static let handshake = ObjectShape(
        "a handshake",
        [
            Key("method", .choice(["GET", "POST"]), "the method of such a request"),
            Key("when", .expression, "how it is known: CEL over body, headers and query"),
            .required("challenge", .expression, "the text that is to be answered"),
            Key("token", .expression, "a text that must equal one of the secrets"),
            Key("signed", .boolean, "whether it must be signed like an event"),
            Key("mac", .choice(["hex", "base64"]), "how the challenge's MAC is written, as mac in the answer"),
            .required(
                "answer",
                .either([.choice(["text"]), .dictionary(of: .template)]),
                "text, or an object of templates"
            ),
        ]
    )
}

/// The words of signature schemes.
enum SignatureWords {
    static let schemes = [
        "hmac-sha256", "hmac-sha1", "hmac-sha512", "sha256", "ed25519", "rsa-sha256", "token", "basic", "none",
    ]
    static let keys = ["text", "base64", "hex", "whsec", "whpk", "spki", "pem"]
}
