package import CivilTime
import JSON

/// A lead as Leadping keeps it.
package struct LeadpingLead: Sendable {
    package let id: String
    /// Whether the key's user owns it; where not, every call on it is answered 401.
    package let isOwned: Bool
    package internal(set) var tags: [LeadpingTag]
    /// The newest changes, of which the last is the status in force.
    package internal(set) var statusHistory: [LeadpingStatusChange] = []
    package let createdAt: Timestamp
    package private(set) var modifiedAt: Timestamp?
    /// All that a PUT can write, as the last one wrote it: what that one left out is gone.
    private var profile: JSONValue

    /// Makes a lead of what a PUT would have carried; nothing where that is no JSON object.
    package init?(
        id: String,
        profile: String,
        tags: [LeadpingTag] = [],
        isOwned: Bool = true,
        createdAt: Timestamp
    ) {
        guard let profile = (try? JSONDocument(profile))?.root, profile.kind == .object else { return nil }
        self.id = id
        self.profile = profile
        self.tags = tags
        self.isOwned = isOwned
        self.createdAt = createdAt
    }

    init?(_ person: Person, id: String) {
        var writer = JSONWriter()
        writer.object { writer in
            writer.member("metadata") { writer in
                writer.member("trustedFormUrl", "https://cert.trustedform.com/" + id)
                writer.member("externalId", person.sendpilotId)
                writer.member("smsConsentStatus", "OptedIn")
                writer.member("smsOptedOut", false)
            }
            writer.member("contact") { writer in
                writer.member("firstName", person.firstName)
                writer.member("lastName", person.lastName)
                writer.member("phone") { $0.member("number", person.phone) }
                writer.member("email", person.email)
            }
            writer.member("customer") { $0.member("isHomeowner", true) }
            writer.member("enabled", true)
        }
        self.init(id: id, profile: String(decoding: writer.bytes, as: UTF8.self), createdAt: person.createdAt)
    }

    mutating func replace(_ body: JSONValue, tags: [LeadpingTag], at moment: Timestamp) {
        profile = body
        self.tags = tags
        modifiedAt = moment
    }

    mutating func apply(_ change: LeadpingStatusChange) {
        statusHistory.append(change, keeping: StandIns.keptHistory)
        modifiedAt = change.changedAt
    }

    /// Writes it as a GET shows it, the status under the name of that generation.
    func write(to writer: inout JSONWriter, _ generation: LeadpingMock.Generation) {
        writer.object { writer in
            for name in ["metadata", "contact", "customer", "adminEnablementOverride"] {
                guard let value = profile[name] else { continue }
                writer.name(name)
                writer.value(value)
            }
            writer.member("enabled", profile["enabled"]?.bool ?? false)
            writer.member("isArchived", false)
            if let status = statusHistory.last {
                writer.name(generation == .current ? "currentLeadStatus" : "currentDisposition")
                status.writeSummary(to: &writer)
            }
            writer.member("tags", list: tags) { $0.write(to: &$1) }
            writer.member("id", id)
            writer.member("createdAt", createdAt.rfc3339)
            writer.member("modifiedAt", orNull: modifiedAt?.rfc3339)
        }
    }
}

/// A tag of the business, which leads carry.
package struct LeadpingTag: Sendable, Equatable {
    package let id: String
    package let name: String

    package init(id: String, name: String) {
        self.id = id
        self.name = name
    }

    var normalizedName: String { name.lowercased() }

    func write(to writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("id", id)
            writer.member("name", name)
            writer.member("normalizedName", normalizedName)
            writer.member("color", "#808080")
        }
    }
}
