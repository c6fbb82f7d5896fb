extension ObjectShape {
    static let service = ObjectShape(
        "service",
        [
            Key("listen", .text(.address), "the address that it listens on"),
            Key("publicUrl", .text(.url), "the URL under which senders reach it; some signatures cover it"),
            Key("data", .text(.filePath), "the folder that everything is kept in"),
            Key("log", .choice(["json", "text"]), "how log lines are written"),
            Key("tls", .object(listenerTLS), "the certificate of the listener"),
            Key("proxies", .list(of: .text(.network)), "the proxies whose X-Forwarded headers are believed"),
            Key("admin", .object(admin), "the listener for operators"),
            Key("store", .object(store), "where events are kept, and how long"),
            Key("limits", .object(limits), "what may come in, wait and be made"),
        ]
    )

    private static let listenerTLS = ObjectShape(
        "tls of the service",
        [
            .required("certificate", .text(.filePath), "the file with the chain of certificates"),
            .required("key", .text(.filePath), "the file with the private key"),
            Key("clientAuthorities", .text(.filePath), "the file with the authorities that clients must be known to"),
        ]
    )

    private static let admin = ObjectShape(
        "admin",
        [
            Key("listen", .text(.address), "the address for operators"),
            Key("hosts", .list(of: .text(.nonEmpty), least: 1), "the names that it may be called by"),
            Key("token", .secret, "the token that operators show"),
        ]
    )

    private static let store = ObjectShape(
        "store",
        [
            Key("engine", .choice(["sqlite", "postgres"]), "what keeps the events: sqlite or postgres"),
            Key("url", .secret, "how PostgreSQL is reached"),
            Key("size", .text(.size), "how large it may grow"),
            Key("history", .duration, "how long finished deliveries are kept"),
            Key("bodies", .duration, "how long the bodies of finished events are kept"),
            Key("duplicates", .duration, "how long an event's id is remembered"),
            Key("rejectedBodies", .boolean, "true to keep the bodies of refused requests, for who looks into them"),
        ]
    )

    private static let limits = ObjectShape(
        "limits",
        [
            Key("body", .text(.size), "the largest body of an event"),
            Key("header", .text(.size), "the largest header of a request"),
            Key("request", .timeout, "the time from a request's first byte to its last"),
            Key("idle", .timeout, "how long a connection may be idle"),
            Key("connections", .integer(1...1_000_000), "how many connections may be open"),
            Key("connectionsByAddress", .integer(1...1_000_000), "how many of them from one address"),
            Key("rateByAddress", .text(.rate), "how many requests one address may send"),
            Key("rateBySource", .text(.rate), "how many events one source may send"),
            Key("steps", .integer(100...10_000_000), "how many steps an expression may take"),
            Key("rendered", .text(.size), "the largest body that a send may produce"),
            Key("answer", .text(.size), "how much of an answer is read"),
            Key("answerKept", .text(.size), "how much of an answer is kept"),
            Key("lookups", .integer(0...100), "how many lookups a delivery may make"),
            Key("queue", .integer(1...10_000_000), "how many events may wait to be written"),
            Key("deadLetters", .text(.size), "the largest size of a file of dead letters"),
            Key("grace", .duration, "how long a stop waits for what is in flight"),
        ]
    )
}
