extension ObjectShape {
    static let destination = ObjectShape(
        "a destination",
        [
            .required("api", .text(.name), "the API that it is an account at; see: leadrelay api list"),
            Key("base", .either([.text(.url), .object(.secret)]), "its URL, if it is not the API's own"),
            Key("key", .secret, "its key, sent as the API wants it"),
            Key("auth", .object(authentication), "how it is authorised, if not by a key"),
            Key("headers", .dictionary(of: .textOrSecret, names: .header), "headers for every request"),
            Key("query", .dictionary(of: .textOrSecret), "query parameters for every request"),
            Key("rate", .text(.rate), "how many requests it takes"),
            Key("concurrency", .integer(1...10_000), "how many requests may be under way at once"),
            Key("timeout", .timeout, "how long an attempt may take"),
            Key("retry", .object(retry), "how often and how long a failure is tried again"),
            Key("proxy", .either([.text(.url), .object(.secret)]), "the proxy on the way"),
            Key("tls", .object(clientTLS), "certificates of its own"),
            Key("sign", .object(outgoingSignature), "signs what is sent, as Standard Webhooks does"),
            Key("answers", .list(of: .object(.answerRule)), "rules for answers, put before the API's"),
            Key("notFound", .text(.notFound), "what a 404 for a lead means: dead, skip or retry 1h"),
            Key("readBeforeWrite", .boolean, "whether a lead is read first, and not written where it has it already"),
            Key("echoes", .text(.name), "the source that reports our own writes back"),
            Key(
                "mode",
                .choice(["live", "hold", "observe"]),
                "live, hold (kept, not sent) or observe (shown, not sent)"
            ),
        ],
        rules: [.atMostOne(["key", "auth"])]
    )

    private static let authentication = ObjectShape(
        "auth of a destination",
        [
            Key("header", .object(headerAuthentication), "a header with a secret"),
            Key("bearer", .secret, "a bearer token"),
            Key("basic", .object(basicAuthentication), "user and password"),
            Key("oauth2", .object(clientCredentials), "OAuth 2 client credentials"),
        ],
        rules: [.exactlyOne(["header", "bearer", "basic", "oauth2"])]
    )

    private static let headerAuthentication = ObjectShape(
        "header",
        [
            .required("name", .text(.header), "the header's name"),
            .required("value", .secret, "its value"),
            Key("prefix", .text(.any), "what stands before the secret"),
        ]
    )

    private static let basicAuthentication = ObjectShape(
        "basic",
        [
            .required("user", .textOrSecret, "the user"),
            Key("password", .secret, "the password; empty if absent"),
        ]
    )

    private static let clientCredentials = ObjectShape(
        "oauth2",
        [
            .required("tokenUrl", .text(.url), "where tokens are issued"),
            .required("clientId", .textOrSecret, "the client's id"),
            .required("clientSecret", .secret, "the client's secret"),
            Key("scope", .text(.nonEmpty), "the scopes asked for"),
            Key("audience", .text(.nonEmpty), "the audience asked for"),
        ]
    )

    private static let retry = ObjectShape(
        "retry",
        [
            Key("attempts", .integer(1...1_000), "how many attempts at the most"),
            Key("age", .text(.age), "how long after the event"),
            Key("first", .duration, "the wait after the first failure, at the most"),
            Key("longest", .duration, "the longest wait"),
        ]
    )

    private static let clientTLS = ObjectShape(
        "tls of a destination",
        [
            Key("authorities", .text(.filePath), "the file with the authorities that it is known to"),
            Key("certificate", .text(.filePath), "the file with our certificate"),
            Key("key", .text(.filePath), "the file with our private key"),
        ]
    )

    private static let outgoingSignature = ObjectShape(
        "sign",
        [.required("secret", .secret, "the secret that signs")]
    )
}
