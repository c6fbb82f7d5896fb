import RelayCore

extension DocumentedAnswers {
    private static let label = Asked(body: #"{"leadId": 42, "conversionId": "a1b2c3d4-e5f6-7890-abcd-ef1234567890"}"#)
    private static let lost = Asked(body: #"{"email": "john@example.com", "conversionId": "lost"}"#)
    private static let open = Asked(body: #"{"uniqueIdentifier": "crm-lead-456", "conversionId": "open"}"#)
    private static let queued = """
        {"message": "Lead queued for processing", "leadId": 42, "uniqueIdentifier": "crm-lead-456", "status": "pending",
         "queued": true, "warnings": []}
        """
    private static let opened = """
        {"message": "Lead status updated to open", "leadId": 42, "uniqueIdentifier": null, "status": "open",
         "queued": false}
        """
    private static let skipping = """
        {"message": "Lead queued for processing", "leadId": 42, "status": "pending", "queued": true, "warnings": [
         {"integration": "google_ads", "reason": "no click", "field": "gclid", "timestamp": "2026-02-20T18:39:49Z"}]}
        """
    /// Such a one is deliberately otherwise than in the design's example, which sends it again.
    static let lostAnswers: [AnswerRow] = [
        AnswerRow(updating, Answer(failure: "timeout", wasSent: true), label, .dead, "outcome-unknown"),
        AnswerRow(updating, Answer(failure: "reset", wasSent: true), lost, .dead, "outcome-unknown"),
        AnswerRow(updating, Answer(failure: "interrupted", wasSent: true), label, .dead, "outcome-unknown"),
        AnswerRow(updating, Answer(failure: "interrupted", wasSent: true), inDoubt(1), .dead, "outcome-unknown"),
    ]
    private static let updating = "leadtrackr.updateLeadStatus"
    private static let pending = Answer.json(409, #"{"message": "A job is already pending for this lead"}"#)

    private static func inDoubt(_ count: Int, deliveredAgo: Duration? = nil) -> Asked {
        var asked = label
        (asked.inDoubt, asked.deliveredAgo) = (count, deliveredAgo)
        return asked
    }

    static let leadTrackr = updates + lostAnswers + harmless + reads

    private static let harmless: [AnswerRow] = [
        AnswerRow(updating, Answer(failure: "timeout", wasSent: true), open, .retry, "answer-lost"),
        AnswerRow(updating, Answer(failure: "interrupted", wasSent: true), open, .retry, "answer-lost"),
        AnswerRow(updating, Answer(failure: "connect", wasSent: false), label, .retry, "unreachable"),
        AnswerRow(updating, Answer(failure: "tls-certificate", wasSent: false), label, .pause, "no-trust"),
    ]

    private static let updates: [AnswerRow] = [
        AnswerRow("leadtrackr.updateLeadStatus", .json(201, queued), label, .delivered),
        AnswerRow("leadtrackr.updateLeadStatus", .json(200, queued), lost, .delivered),
        AnswerRow("leadtrackr.updateLeadStatus", .json(201, skipping), label, .warned, "platforms-skipped"),
        AnswerRow("leadtrackr.updateLeadStatus", .json(200, opened), open, .delivered),
        AnswerRow("leadtrackr.updateLeadStatus", .json(201, queued), open, .warned, "unexpected-answer"),
        AnswerRow("leadtrackr.updateLeadStatus", .json(200, opened), label, .warned, "unexpected-answer"),
        AnswerRow("leadtrackr.updateLeadStatus", .plain(204), label, .warned, "unexpected-answer"),
        AnswerRow("leadtrackr.updateLeadStatus", .json(201, queued, isCut: true), label, .warned, "unexpected-answer"),
        AnswerRow("leadtrackr.updateLeadStatus", .json(200, #"{"warnings": "#), label, .warned, "unexpected-answer"),
        AnswerRow("leadtrackr.updateLeadStatus", .html(200), label, .retry, "not-the-api"),
        AnswerRow(
            "leadtrackr.updateLeadStatus",
            .json(400, #"{"message": "Missing required field: conversionId"}"#),
            .dead,
            "invalid-request"
        ),
        AnswerRow("leadtrackr.updateLeadStatus", .json(401, #"{"message": "Invalid API key"}"#), .pause, "bad-key"),
        AnswerRow(
            "leadtrackr.updateLeadStatus",
            .json(401, #"{"message": "Missing X-API-Key header"}"#),
            .pause,
            "bad-key"
        ),
        AnswerRow(
            "leadtrackr.updateLeadStatus",
            .json(403, #"{"message": "Project subscription inactive"}"#),
            .pause,
            "subscription-inactive"
        ),
        AnswerRow("leadtrackr.updateLeadStatus", .json(404, #"{"message": "Lead not found"}"#), .dead, "no-such-lead"),
        AnswerRow("leadtrackr.updateLeadStatus", pending, label, .wait, "job-pending"),
        AnswerRow(
            "leadtrackr.updateLeadStatus",
            pending,
            inDoubt(0, deliveredAgo: .seconds(90_000)),
            .wait,
            "job-pending"
        ),
        AnswerRow("leadtrackr.updateLeadStatus", pending, inDoubt(1), .dead, "outcome-unknown"),
        AnswerRow(
            "leadtrackr.updateLeadStatus",
            pending,
            inDoubt(2, deliveredAgo: .seconds(86_400)),
            .dead,
            "outcome-unknown"
        ),
        AnswerRow(
            "leadtrackr.updateLeadStatus",
            pending,
            inDoubt(1, deliveredAgo: .seconds(86_401)),
            .warned,
            "queued-by-an-earlier-attempt"
        ),
    ]

    private static let reads: [AnswerRow] = [
        AnswerRow(
            "leadtrackr.getLead",
            .json(200, #"{"message": "ok", "lead": {"id": 42, "status": "open"}}"#),
            .delivered
        ),
        AnswerRow("leadtrackr.getLead", .json(200, #"{"message": "ok", "lead": null}"#), .retry, "unreadable-record"),
        AnswerRow("leadtrackr.getLead", .json(200, #"{"message": "ok"}"#), .retry, "unreadable-record"),
        AnswerRow("leadtrackr.getLead", .html(200), .retry, "not-the-api"),
        AnswerRow("leadtrackr.getLead", .json(400, #"{"message": "Invalid leadId"}"#), .dead, "invalid-request"),
        AnswerRow("leadtrackr.getLead", .json(401, #"{"message": "Invalid API key"}"#), .pause, "bad-key"),
        AnswerRow("leadtrackr.getLead", .json(404, #"{"message": "Lead not found"}"#), .dead, "no-such-lead"),
        AnswerRow("leadtrackr.getLead", .json(409, "{}"), .dead, "refused"),
    ]
}
