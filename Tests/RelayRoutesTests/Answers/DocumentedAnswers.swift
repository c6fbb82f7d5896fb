import RelayCore

/// The answers that the documents of the APIs describe, and what each means.
enum DocumentedAnswers {
    static let all = leadTrackr + octanist + leadpingWrites + leadpingReads + sendpilot + http

    /// Answers that mean the same whatever was called.
    static let common: [(answer: Answer, kind: Verdict.Kind, cause: String)] = [
        (Answer(failure: "dns", wasSent: false), .retry, "unreachable"),
        (Answer(failure: "connect", wasSent: false), .retry, "unreachable"),
        (Answer(failure: "timeout", wasSent: true), .retry, "answer-lost"),
        (Answer(failure: "reset", wasSent: true), .retry, "answer-lost"),
        (Answer(failure: "tls-certificate", wasSent: false), .pause, "no-trust"),
        (Answer(failure: "proxy-auth", wasSent: false), .pause, "no-trust"),
        (.plain(301, headers: ["location": "https://example.com/"]), .pause, "moved"),
        (.html(302), .pause, "moved"), (.plain(308), .pause, "moved"), (.plain(304), .pause, "moved"),
        (.html(404, "<h1>Not Found</h1>"), .pause, "no-such-path"),
        (.json(404, "Cannot POST /v1/leads"), .pause, "no-such-path"),
        (.json(405, #"{"message": "Method not allowed"}"#), .pause, "endpoint-changed"),
        (.plain(407), .pause, "endpoint-changed"), (.plain(410), .pause, "endpoint-changed"),
        (.plain(429, headers: ["retry-after": "17"]), .wait, "rate-limited"),
        (.problem(429, "Rate limit exceeded"), .wait, "rate-limited"),
        (.plain(408), .retry, "try-again"), (.plain(425), .retry, "try-again"),
        (.json(500, #"{"message": "Internal error"}"#), .retry, "server-error"),
        (.html(502), .retry, "server-error"), (.html(503), .retry, "server-error"),
        (.plain(504), .retry, "server-error"),
        (.plain(418), .dead, "refused"), (.json(413, "{}"), .dead, "refused"), (.plain(100), .dead, "refused"),
    ]

    static let calls = [
        "leadtrackr.updateLeadStatus", "leadtrackr.getLead", "octanist.updateLead", "octanist.check",
        "leadping.updateLead", "leadping.setStatus", "leadping.getLead", "sendpilot.updateStatus", "sendpilot.getLead",
        "http.request",
    ]
}
