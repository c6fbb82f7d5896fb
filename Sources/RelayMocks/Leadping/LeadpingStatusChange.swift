package import CivilTime
import JSON

/// An entry of a lead's history of statuses.
package struct LeadpingStatusChange: Sendable, Equatable {
    package let id: String
    package let leadId: String
    package let type: String
    package let outcome: String
    package let category: String?
    package let notes: String?
    package let reason: String?
    package let changeSource: String?
    package let changedAt: Timestamp
    /// The change whose status this one ends.
    package let formerId: String?

    init(_ body: JSONValue, id: String, of lead: LeadpingLead, at moment: Timestamp) {
        self.id = id
        leadId = lead.id
        type = body["type"]?.string ?? ""
        outcome = body["outcome"]?.string ?? ""
        category = body["category"]?.string
        notes = body["notes"]?.string
        reason = body["reason"]?.string
        changeSource = body["changeSource"]?.string
        changedAt = moment
        formerId = lead.statusHistory.last?.id
    }

    /// Writes it as the answer to the change; the names of the old and new ids are not documented in full.
    func write(to writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("id", id)
            writer.member("leadId", leadId)
            writer.member("type", type)
            writer.member("outcome", outcome)
            writer.member("category", orNull: category)
            writer.member("oldLeadStatusId", orNull: formerId)
            writer.member("newLeadStatusId", id)
            writer.member("notes", orNull: notes)
            writer.member("reason", orNull: reason)
            writer.member("changedAt", changedAt.rfc3339)
            writer.member("changeSource", orNull: changeSource)
        }
    }

    /// Writes it as a lead shows the status in force.
    func writeSummary(to writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("id", id)
            writer.member("outcome", outcome)
            writer.member("displayName", outcome)
            writer.member("changedAt", changedAt.rfc3339)
        }
    }
}
