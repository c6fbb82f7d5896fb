import RelayCore

extension DocumentedAnswers {
    private static let opportunity = Asked(body: #"{"status": "OPPORTUNITY"}"#, path: ["id": "lead_abc123"])
    private static let custom = Asked(body: #"{"customLeadStatus": "CLOSED"}"#, path: ["id": "lead_abc123"])
    private static let oldAnswer = """
        {"id": "lead_abc123", "linkedinUrl": "https://www.linkedin.com/in/john-doe", "previousStatus": "REPLY_RECEIVED",
         "status": "OPPORTUNITY", "updatedAt": "2024-02-24T15:30:00.000Z"}
        """
    private static let newAnswer =
        #"{"success": true, "leadId": "lead_abc123", "status": "OPPORTUNITY", "message": "ok"}"#

    static let sendpilot: [AnswerRow] = [
        AnswerRow("sendpilot.updateStatus", .json(200, oldAnswer), opportunity, .delivered),
        AnswerRow("sendpilot.updateStatus", .json(200, newAnswer), opportunity, .delivered),
        AnswerRow("sendpilot.updateStatus", .json(200, newAnswer), custom, .delivered),
        AnswerRow(
            "sendpilot.updateStatus",
            .json(200, oldAnswer.replacing("OPPORTUNITY", with: "DONE")),
            opportunity,
            .warned,
            "status-differs"
        ),
        AnswerRow(
            "sendpilot.updateStatus",
            .json(200, #"{"success": false, "message": "no"}"#),
            opportunity,
            .dead,
            "refused-in-2xx"
        ),
        AnswerRow(
            "sendpilot.updateStatus",
            .json(200, #"{"status": "OPPORTUNITY"}"#),
            opportunity,
            .warned,
            "unexpected-answer"
        ),
        AnswerRow("sendpilot.updateStatus", .html(200), opportunity, .retry, "not-the-api"),
        AnswerRow(
            "sendpilot.updateStatus",
            .json(400, #"{"message": "At least one of status or customLeadStatus is required"}"#),
            .dead,
            "invalid-request"
        ),
        AnswerRow("sendpilot.updateStatus", .json(401, #"{"message": "Unauthorized"}"#), .pause, "bad-key"),
        AnswerRow("sendpilot.updateStatus", .json(403, #"{"message": "Key lacks leads:write"}"#), .pause, "key-scope"),
        AnswerRow("sendpilot.updateStatus", .json(404, #"{"message": "Lead not found"}"#), .dead, "no-such-lead"),
        AnswerRow(
            "sendpilot.updateStatus",
            .json(404, "Cannot PATCH /leads/lead_abc123/status"),
            .pause,
            "no-such-path"
        ),
        AnswerRow("sendpilot.getLead", .json(200, #"{"id": "lead_abc123", "email": null}"#), .delivered),
        AnswerRow("sendpilot.getLead", .json(200, #"{"data": {}}"#), .retry, "unreadable-record"),
        AnswerRow("sendpilot.getLead", .html(200), .retry, "unreadable-record"),
        AnswerRow("sendpilot.getLead", .json(403, #"{"message": "Key lacks leads:read"}"#), .pause, "key-scope"),
        AnswerRow("sendpilot.getLead", .json(404, #"{"message": "Lead not found"}"#), .dead, "no-such-lead"),
    ]

    static let http: [AnswerRow] = [
        AnswerRow("http.request", .plain(200, "ok"), .delivered),
        AnswerRow("http.request", .plain(204), .delivered),
        AnswerRow("http.request", .html(200), .retry, "not-the-api"),
        AnswerRow("http.request", .plain(400, "invalid_payload"), .dead, "invalid-request"),
        AnswerRow("http.request", .json(422, "{}"), .dead, "invalid-request"),
        AnswerRow("http.request", .plain(401), .pause, "bad-key"),
        AnswerRow("http.request", .plain(403, "action_prohibited"), .dead, "forbidden"),
        AnswerRow("http.request", .plain(404, "no_service"), .dead, "not-found"),
        AnswerRow("http.request", .plain(409), .dead, "refused"),
    ]
}
