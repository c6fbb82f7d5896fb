import JSON
import RelayRoutes

/// What Leadping's write of a lead needs, as a contract says it.
enum LeadpingContract {
    static let removed = [
        "archivedAt", "archivedByUserId", "archiveReason", "archiveNote", "isArchived", "currentDisposition",
        "currentLeadStatus", "processingStatus", "deletedAt", "phoneIdentity", "tags", "createdAt", "modifiedAt",
    ]
    static let consent = [
        "complianceStatus", "smsConsentPhoneNumber", "smsConsentStatus", "smsOptInAt", "smsOptOutAt", "smsOptedOut",
        "trustedFormUrl",
    ]
    static let protected = consent.map { JSONPointer(tokens: ["metadata", $0]) }

    static func merge() throws -> RecordMerge {
        RecordMerge(
            removed: removed,
            derived: [RecordMerge.Derived(name: "tagIds", from: "tags", taking: "id")],
            constants: [RecordMerge.Constant(name: "tagNames", value: try JSONDocument("[]").root)],
            identity: "id",
            protected: protected,
            watched: [JSONPointer(tokens: ["modifiedAt"])]
        )
    }
}
