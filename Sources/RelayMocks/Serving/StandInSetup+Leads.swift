import CivilTime

/// Leads that are the same for every seed.
///
/// John Doe is the lead of the documents' examples, whom the sample event and the routes of the repository are about. Of
/// the other two the e-mail address is one, so that it shows what several matches do.
extension StandInSetup {
    /// The e-mail address that two leads share, at LeadTrackr and at Octanist.
    package static let sharedEmail = "family@example.com"

    /// A request that a stand-in of this name takes, whichever documents it follows, about a lead that it has: at
    /// LeadTrackr not John Doe, who would be pending when a relay writes about him.
    package static func sample(of name: String) -> (method: String, path: String, body: String)? {
        switch name {
        case "leadtrackr": ("POST", "/api/leads/updateLeadStatus", #"{"leadId":2001,"conversionId":"lost"}"#)
        case "octanist": ("PATCH", "/api/leads", #"{"id":"\#(john.id)","status":"won","value":5000}"#)
        case "leadping": ("PUT", "/leads/\(pingedId)/status", #"{"type":"Status","outcome":"Sold"}"#)
        case "sendpilot": ("PATCH", "/v1/leads/\(john.id)/status", #"{"status":"DONE"}"#)
        case "http": ("POST", "/anything", #"{"id":"\#(john.id)"}"#)
        default: nil
        }
    }

    private static let pingedId = "5f0c2a"
    private static let john = (id: "lead_abc123", email: "john@example.com", phone: "+447700900999")
    /// After all made-up ones; the second of two is the newer one.
    private static let arrivals = (first: moment("2024-12-31T12:00:00Z"), second: moment("2024-12-31T12:00:01Z"))

    private static func moment(_ text: String) -> Timestamp { Timestamp(rfc3339: text) ?? .earliest }

    var trackedLeads: [LeadTrackrLead] {
        var john = LeadTrackrLead(
            id: 42,
            email: Self.john.email,
            phone: Self.john.phone,
            uniqueIdentifier: Self.john.id,
            gclid: "gclid-john",
            createdAt: Self.arrivals.first
        )
        (john.firstName, john.lastName, john.cid) = ("John", "Doe", "1234567890.1234567890")
        return [
            john, LeadTrackrLead(id: 2001, email: Self.sharedEmail, createdAt: Self.arrivals.first),
            LeadTrackrLead(id: 2002, email: Self.sharedEmail, createdAt: Self.arrivals.second),
        ]
    }

    var octanistLeads: [OctanistLead] {
        let (first, second) = Self.arrivals
        return [
            OctanistLead(id: Self.john.id, email: Self.john.email, phone: Self.john.phone, createdAt: first),
            OctanistLead(id: "lead_twin1", email: Self.sharedEmail, createdAt: first),
            OctanistLead(id: "lead_twin2", email: Self.sharedEmail, createdAt: second),
        ]
    }

    var pingedLeads: [LeadpingLead] {
        let profile = """
            {"metadata":{"trustedFormUrl":"https://cert.trustedform.com/5f0c2a","externalId":"\(Self.john.id)",\
            "smsConsentStatus":"OptedOut","smsOptedOut":true},"contact":{"firstName":"John","lastName":"Doe",\
            "phone":{"number":"\(Self.john.phone)"},"email":"\(Self.john.email)"},"customer":{},"enabled":true}
            """
        return [LeadpingLead(id: Self.pingedId, profile: profile, createdAt: Self.arrivals.first)].compactMap { $0 }
    }

    var pilotedLeads: [SendpilotLead] {
        [
            SendpilotLead(
                id: Self.john.id,
                linkedinUrl: "https://www.linkedin.com/in/john-doe",
                campaignId: "camp_1",
                email: Self.john.email,
                status: "REPLY_RECEIVED",
                createdAt: Self.arrivals.first
            )
        ]
    }
}
