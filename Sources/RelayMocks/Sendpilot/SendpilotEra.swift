import CivilTime
import JSON

/// How Sendpilot names the event of a status change, and what it puts into it.
package enum SendpilotEra: String, Sendable, CaseIterable {
    /// `lead.status.changed`, which says who changed it.
    case older
    /// `lead.updated`, which does not.
    case current

    package var event: String {
        switch self {
        case .older: "lead.status.changed"
        case .current: "lead.updated"
        }
    }

    /// Tells of a change that was made; `word` comes from chance, for an id that no other event has.
    func emission(
        of lead: SendpilotLead,
        previous: String,
        by author: SendpilotAuthor,
        word: String,
        at moment: Timestamp
    ) -> Emission {
        let id = "evt_\(moment.milliseconds)_\(word)"
        var writer = JSONWriter()
        writer.object { writer in
            writer.member("eventId", id)
            writer.member("eventType", event)
            writer.member("timestamp", moment.iso8601)
            writer.member("workspaceId", "ws_1")
            writer.member("data") { writer in
                writer.member("leadId", lead.id)
                writer.member("campaignId", lead.campaignId)
                writer.member("linkedinUrl", lead.linkedinUrl)
                writer.member("previousStatus", previous)
                writer.member("newStatus", lead.status)
                if self == .older { writer.member("changedBy", author.rawValue) }
            }
        }
        return Emission(id: id, event: event, at: moment, body: writer.bytes)
    }
}

/// Who changed a status.
package enum SendpilotAuthor: String, Sendable {
    case api, automation, user
}
