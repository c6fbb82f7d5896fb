package import CivilTime
import JSON

/// A lead as Sendpilot keeps it; it has no phone.
package struct SendpilotLead: Sendable {
    package let id: String
    package let linkedinUrl: String
    package let campaignId: String
    package let email: String?
    package private(set) var firstName: String?
    package private(set) var lastName: String?
    package private(set) var company: String?
    package internal(set) var status: String
    package internal(set) var customLeadStatus: String?
    package let createdAt: Timestamp
    package internal(set) var updatedAt: Timestamp

    package init(
        id: String,
        linkedinUrl: String,
        campaignId: String,
        email: String? = nil,
        status: String = "PENDING",
        createdAt: Timestamp
    ) {
        self.id = id
        self.linkedinUrl = linkedinUrl
        self.campaignId = campaignId
        self.email = email
        self.status = status
        self.createdAt = createdAt
        updatedAt = createdAt
    }

    init(_ person: Person, campaignId: String, status: String) {
        let profile = "\(person.firstName)-\(person.lastName)".lowercased()
        self.init(
            id: person.sendpilotId,
            linkedinUrl: "https://www.linkedin.com/in/\(profile)-\(person.sendpilotId.dropFirst(5))",
            campaignId: campaignId,
            email: person.email,
            status: status,
            createdAt: person.createdAt
        )
        firstName = person.firstName
        lastName = person.lastName
        company = person.company
    }

    func write(to writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("id", id)
            writer.member("linkedinUrl", linkedinUrl)
            writer.member("email", orNull: email)
            writer.member("firstName", orNull: firstName)
            writer.member("lastName", orNull: lastName)
            writer.member("company", orNull: company)
            for name in ["title", "website", "location", "industry"] { writer.member(name, orNull: nil) }
            writer.member("status", status)
            writer.member("customLeadStatus", orNull: customLeadStatus)
            writer.member("campaignId", campaignId)
            writer.member("createdAt", createdAt.iso8601)
            writer.member("updatedAt", updatedAt.iso8601)
        }
    }
}
