import RelayCore

extension DocumentedAnswers {
    private static let status = Asked(
        body: #"{"type": "Status", "outcome": "Sold", "category": "Converted"}"#,
        path: ["leadId": "5f0c2a"]
    )
    private static let plainStatus = Asked(body: #"{"type": "Status", "outcome": "Sold"}"#, path: ["leadId": "5f0c2a"])
    private static let one = Asked(path: ["id": "5f0c2a"])
    private static let optedOut =
        #""smsOptedOut": true, "smsConsentStatus": "OptedOut", "smsOptOutAt": "2023-11-07T05:31:56Z""#

    private static let merged = Asked(
        body: #"{"enabled": true, "tagIds": [], "tagNames": []}"#,
        path: ["id": "5f0c2a"],
        read: lead("5f0c2a", optedOut)
    )

    private static func lead(_ id: String, _ metadata: String = "", _ more: String = "") -> String {
        #"{"id": "\#(id)", "contact": {"email": "j@example.com"}, "metadata": {\#(metadata)}\#(more)}"#
    }

    static let leadpingWrites = statuses + updates

    private static let statuses: [AnswerRow] = [
        AnswerRow(
            "leadping.setStatus",
            .json(200, #"{"id": "c1", "leadId": "5f0c2a", "category": "Converted"}"#),
            status,
            .delivered
        ),
        AnswerRow("leadping.setStatus", .json(200, #"{"leadId": "5f0c2a"}"#), plainStatus, .delivered),
        AnswerRow(
            "leadping.setStatus",
            .json(200, #"{"id": "c1", "category": "Lost"}"#),
            status,
            .warned,
            "category-differs"
        ),
        AnswerRow("leadping.setStatus", .json(200, #"{"id": "c1", "category": "Lost"}"#), plainStatus, .delivered),
        AnswerRow("leadping.setStatus", .plain(200), status, .warned, "unexpected-answer"),
        AnswerRow("leadping.setStatus", .html(200), status, .retry, "not-the-api"),
        AnswerRow("leadping.setStatus", .problem(400, "Unknown outcome"), status, .dead, "invalid-request"),
        AnswerRow(
            "leadping.setStatus",
            .problem(401, "The user does not own this lead"),
            status,
            .dead,
            "not-your-lead"
        ),
        AnswerRow("leadping.setStatus", .plain(401), status, .pause, "bad-key"),
        AnswerRow("leadping.setStatus", .problem(401, "Unauthorized"), status, .pause, "bad-key"),
        AnswerRow("leadping.setStatus", .problem(403, "Missing leads:write"), status, .pause, "no-permission"),
        AnswerRow("leadping.setStatus", .problem(404, "Lead not found"), status, .dead, "no-such-lead"),
        AnswerRow("leadping.setStatus", .plain(409), status, .dead, "refused"),
    ]

    private static let updates: [AnswerRow] = [
        AnswerRow("leadping.updateLead", .json(200, lead("5f0c2a", optedOut)), merged, .delivered),
        AnswerRow("leadping.updateLead", .json(200, lead("other", optedOut)), merged, .warned, "other-lead-written"),
        AnswerRow("leadping.updateLead", .json(200, lead("5f0c2a")), merged, .warned, "consent-changed"),
        AnswerRow(
            "leadping.updateLead",
            .json(200, lead("5f0c2a", optedOut.replacing("true", with: "false"))),
            merged,
            .warned,
            "consent-changed"
        ),
        AnswerRow(
            "leadping.updateLead",
            .json(200, lead("5f0c2a", optedOut.replacing("05:31:56", with: "05:31:57"))),
            merged,
            .warned,
            "consent-changed"
        ),
        AnswerRow("leadping.updateLead", .json(200, lead("5f0c2a")), one, .delivered),
        AnswerRow("leadping.updateLead", .plain(200), merged, .warned, "unexpected-answer"),
        AnswerRow("leadping.updateLead", .html(200), merged, .retry, "not-the-api"),
        AnswerRow("leadping.updateLead", .plain(409), merged, .retry, "changed-meanwhile"),
        AnswerRow("leadping.updateLead", .problem(412, "Precondition failed"), merged, .retry, "changed-meanwhile"),
        AnswerRow("leadping.updateLead", .problem(400, "metadata is required"), merged, .dead, "invalid-request"),
    ]

    static let leadpingReads: [AnswerRow] = [
        AnswerRow("leadping.getLead", .json(200, lead("5f0c2a")), one, .delivered),
        AnswerRow("leadping.getLead", .json(200, lead("5f0c2a"), isCut: true), one, .dead, "record-too-large"),
        AnswerRow("leadping.getLead", .json(200, lead("other")), one, .dead, "other-lead"),
        AnswerRow(
            "leadping.getLead",
            .json(200, lead("5f0c2a", "", #", "isArchived": true"#)),
            one,
            .warned,
            "archived"
        ),
        AnswerRow("leadping.getLead", .json(200, lead("5f0c2a", "", #", "isArchived": false"#)), one, .delivered),
        AnswerRow("leadping.getLead", .json(200, #"{"id": "5f0c2a"}"#), one, .retry, "unreadable-record"),
        AnswerRow("leadping.getLead", .html(200), one, .retry, "unreadable-record"),
        AnswerRow(
            "leadping.getLead",
            .json(401, #"{"detail": "The user does not own this lead"}"#),
            one,
            .dead,
            "not-your-lead"
        ),
        AnswerRow("leadping.getLead", .json(401, #"{"title": "Unauthorized"}"#), one, .pause, "bad-key"),
        AnswerRow("leadping.getLead", .json(404, #"{"title": "Not Found"}"#), one, .dead, "no-such-lead"),
    ]
}
