import CivilTime
import JSON

/// Which generation of Sendpilot's documents a status change is judged by; only `DONE` is in all of them.
package enum SendpilotVocabulary: String, Sendable, CaseIterable {
    /// The prose of the page.
    case prose
    /// The schema on the same page.
    case schema
    /// What either part of that page allows, answered with the fields of both.
    case union
    /// The newest document seen, with a custom status beside the status.
    case newest

    private static let inProse = ["OPPORTUNITY", "NOT_INTERESTED", "DONE"]
    private static let inSchema = [
        "PENDING", "CONNECTION_SENT", "CONNECTION_ACCEPTED", "MESSAGE_SENT", "REPLY_RECEIVED", "DONE",
    ]
    private static let inNewest = ["OPPORTUNITY", "MEETING_BOOKED", "DONE", "UNSUBSCRIBED", "IRRELEVANT"]
    private static let custom = [
        "LEAD", "INTERESTED", "MEETING_BOOKED", "MEETING_COMPLETE_NOT_CLOSED", "CLOSED", "WRONG_PERSON",
        "NOT_INTERESTED", "NO_RESPONSE",
    ]

    /// The statuses that webhooks carry, by the page about them.
    static let ofEvents = inSchema.dropLast() + inProse

    /// The body of a status change.
    var shape: Shape {
        switch self {
        case .prose: .object(["status": .choice(Self.inProse)], required: ["status"])
        case .schema: .object(["status": .choice(Self.inSchema), "note": .text], required: ["status"])
        case .union:
            .object(["status": .choice(Array(Self.ofEvents)), "note": .text], required: ["status"])
        case .newest:
            .object(["status": .choice(Self.inNewest), "customLeadStatus": .choice(Self.custom), "note": .text])
        }
    }

    /// The answer to a status change.
    func answer(_ lead: SendpilotLead, previous: String) -> MockAnswer {
        MockAnswer(200) { writer in
            if self == .prose || self == .union {
                writer.member("id", lead.id)
                writer.member("linkedinUrl", lead.linkedinUrl)
                writer.member("previousStatus", previous)
                writer.member("updatedAt", lead.updatedAt.iso8601)
            }
            if self != .prose {
                writer.member("success", true)
                writer.member("leadId", lead.id)
                writer.member("message", "Lead status updated")
            }
            writer.member("status", lead.status)
        }
    }
}
