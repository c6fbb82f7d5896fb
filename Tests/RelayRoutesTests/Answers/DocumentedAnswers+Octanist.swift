import RelayCore

extension DocumentedAnswers {
    private static let won = Asked(body: #"{"id": "lead_abc123", "status": "won", "value": 5000}"#)

    private static func updated(_ count: Int) -> Answer {
        let data = #"{"leadId": "lead_abc123", "leadsUpdated": \#(count), "message": "Lead updated"}"#
        return .json(200, #"{"success": true, "data": \#(data), "meta": {"requestId": "req_1"}}"#)
    }

    private static func refused(_ status: Int, _ code: String) -> Answer {
        let error = #"{"code": "\#(code)", "message": "No", "details": {}}"#
        return .json(status, #"{"success": false, "error": \#(error), "meta": {"requestId": "req_1"}}"#)
    }

    private static let oldRefusal = #"{"error": "Invalid or missing API key"}"#

    static let octanist: [AnswerRow] = [
        AnswerRow("octanist.updateLead", updated(1), won, .delivered),
        AnswerRow("octanist.updateLead", updated(0), won, .dead, "nothing-updated"),
        AnswerRow("octanist.updateLead", updated(2), won, .warned, "several-leads-updated"),
        AnswerRow(
            "octanist.updateLead",
            .json(200, #"{"success": true, "leadId": "lead_abc123", "status": "won"}"#),
            won,
            .delivered
        ),
        AnswerRow("octanist.updateLead", refused(200, "VALIDATION_ERROR"), won, .dead, "refused-in-2xx"),
        AnswerRow("octanist.updateLead", .json(200, #"{"ok": 1}"#), won, .warned, "unexpected-answer"),
        AnswerRow("octanist.updateLead", .plain(204), won, .warned, "unexpected-answer"),
        AnswerRow("octanist.updateLead", .html(200), won, .retry, "not-the-api"),
        AnswerRow("octanist.updateLead", refused(400, "VALIDATION_ERROR"), won, .dead, "invalid-request"),
        AnswerRow("octanist.updateLead", refused(401, "UNAUTHORIZED"), won, .pause, "bad-key"),
        AnswerRow("octanist.updateLead", .json(401, oldRefusal), won, .pause, "bad-key"),
        AnswerRow("octanist.updateLead", refused(403, "FORBIDDEN"), won, .dead, "filtered"),
        AnswerRow("octanist.updateLead", refused(404, "NOT_FOUND"), won, .dead, "no-such-lead"),
        AnswerRow("octanist.updateLead", refused(409, "CONFLICT"), won, .dead, "several-leads-match"),
        AnswerRow("octanist.updateLead", refused(500, "INTERNAL_ERROR"), won, .retry, "server-error"),
        AnswerRow("octanist.check", .json(200, #"{"success": true}"#), .delivered),
        AnswerRow("octanist.check", .plain(200, "ok"), .delivered),
        AnswerRow("octanist.check", .json(200, #"{"success": false, "error": "Invalid key"}"#), .pause, "bad-key"),
        AnswerRow("octanist.check", .json(401, oldRefusal), .pause, "bad-key"),
        AnswerRow("octanist.check", refused(403, "FORBIDDEN"), .pause, "no-permission"),
        AnswerRow("octanist.check", .html(200), .retry, "not-the-api"),
    ]
}
