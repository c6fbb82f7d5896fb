import JSON
import RelayRoutes
import Testing

/// The requests that the documents print, by the fields of the contracts.
@Suite("A request from the documents")
struct DocumentedRequestTests {
    typealias Row = (api: String, call: String, fields: String)

    private static let documented: [Row] = [
        (
            "leadtrackr", "updateLeadStatus",
            #"{"leadId": 42, "conversionId": "a1b2c3d4-e5f6-7890-abcd-ef1234567890", "price": 5000}"#
        ),
        ("leadtrackr", "updateLeadStatus", #"{"uniqueIdentifier": "crm-lead-456", "conversionId": "open"}"#),
        ("leadtrackr", "updateLeadStatus", #"{"email": "john@example.com", "conversionId": "lost", "price": 0}"#),
        ("leadtrackr", "updateLeadStatus", #"{"phone": "+31612345678", "conversionId": "lost", "price": 1250}"#),
        ("leadtrackr", "getLead", #"{"leadId": 42}"#),
        (
            "octanist", "updateLead",
            #"{"id": "lead_abc123", "email": "john@example.com", "phone": "+1234567890", "status": "won", "value": 5000}"#
        ),
        ("octanist", "updateLead", #"{"email": "john@example.com", "changedTo": "won", "value": "5000"}"#),
        ("octanist", "updateLead", #"{"phone": "+1234567890", "status": "lost", "lossReason": "price", "note": ""}"#),
        ("octanist", "check", "{}"),
        ("sendpilot", "updateStatus", #"{"id": "lead_abc123", "status": "OPPORTUNITY"}"#),
        ("sendpilot", "updateStatus", #"{"id": "lead_abc123", "status": "DONE", "note": "by phone"}"#),
        ("sendpilot", "updateStatus", #"{"id": "lead_abc123", "customLeadStatus": "MEETING_BOOKED"}"#),
        ("sendpilot", "getLead", #"{"id": "lead_abc123"}"#),
        (
            "leadping", "setStatus",
            #"{"leadId": "5f0c2a", "type": "Status", "outcome": "Sold", "category": "Converted", "changeSource": "API"}"#
        ),
        ("leadping", "getLead", #"{"id": "5f0c2a"}"#),
        ("leadping", "updateLead", leadpingLead),
        (
            "http", "request",
            #"{"method": "PUT", "path": "/a/b", "query": {"q": [1, 2]}, "headers": {"X-A": "b"}, "body": [null]}"#
        ),
        ("http", "request", "{}"),
    ]

    private static let leadpingLead = """
        {"id": "5f0c2a", "contact": {"firstName": "J", "lastName": "D", "streetAddress": {"line1": "1", "city": "Paris"},
          "timeZoneId": "Europe/Paris", "phone": {"number": "+33123456789", "type": "mobile",
            "lookup": {"number": "+33123456789", "isValid": true, "createdAt": "2023-11-07T05:31:56Z"}},
          "email": "j@example.com"},
         "customer": {"height": "180", "weight": 80, "birthDate": "2023-12-25", "income": "1", "isHomeowner": true,
          "monthsAtResidence": "2", "creditScore": "3", "hasBankruptcy": true, "numberOfDependents": "0",
          "hasMedicalCondition": true},
         "metadata": {"trustedFormUrl": "https://cert.trustedform.com/1", "price": 12.5, "smsOptedOut": true,
          "smsOptOutAt": "2023-11-07T05:31:56Z", "sourceMetadata": {}, "utmTerm": null},
         "enabled": null, "tagIds": ["t1"], "tagNames": [],
         "adminEnablementOverride": {"enabled": true, "reason": "r", "updatedAt": "2023-11-07T05:31:56Z"}}
        """

    @Test(arguments: documented)
    func `passes the schemas of its fields`(row: Row) throws {
        #expect(try problems(row) == [])
    }

    private static let wrong: [(Row, String)] = [
        (("leadtrackr", "updateLeadStatus", #"{"leadId": "42", "conversionId": "lost"}"#), "leadId"),
        (("leadtrackr", "updateLeadStatus", #"{"leadId": 42, "conversionId": "won"}"#), "conversionId"),
        (("leadtrackr", "updateLeadStatus", #"{"leadId": 42, "conversionId": null}"#), "conversionId"),
        (("leadtrackr", "updateLeadStatus", #"{"leadId": 42}"#), "conversionId"),
        (("leadtrackr", "updateLeadStatus", #"{"leadId": 42, "conversionId": "open", "price": -1}"#), "price"),
        (("leadtrackr", "updateLeadStatus", #"{"uniqueIdentifier": "", "conversionId": "open"}"#), "uniqueIdentifier"),
        (("leadtrackr", "updateLeadStatus", #"{"leadID": 42, "conversionId": "open"}"#), "leadID"),
        (("octanist", "updateLead", #"{"id": "a", "status": "open"}"#), "status"),
        (("octanist", "updateLead", #"{"id": "a", "changedTo": "Won"}"#), "changedTo"),
        (("octanist", "updateLead", #"{"id": "a", "value": "5.000,00"}"#), "value"),
        (("octanist", "updateLead", #"{"id": 5, "value": 1}"#), "id"),
        (("sendpilot", "updateStatus", #"{"id": "a", "customLeadStatus": "DONE"}"#), "customLeadStatus"),
        (("sendpilot", "updateStatus", #"{"status": "DONE"}"#), "id"),
        (
            ("leadping", "setStatus", #"{"leadId": "a", "type": "Status", "outcome": "Sold", "category": "Won"}"#),
            "category"
        ),
        (("leadping", "setStatus", #"{"leadId": "a", "outcome": "Sold"}"#), "type"),
        (("leadping", "updateLead", #"{"id": "a", "status": "won"}"#), "status"),
        (("leadping", "updateLead", #"{"id": "a", "customer": {"birthDate": "25.12.2023"}}"#), "customer"),
        (("http", "request", #"{"path": "a"}"#), "path"),
    ]

    @Test(arguments: wrong)
    func `fails by the field that is wrong`(row: Row, field: String) throws {
        #expect(try problems(row) == [field])
    }

    /// The fields that are unknown, missing or not what their schema allows.
    private func problems(_ row: Row) throws -> [String] {
        let given = try value(row.fields)
        let fields = try #require(try embedded(row.api)["calls"]?[row.call]?["fields"])
        let unknown = given.members.map(\.name).filter { fields[$0] == nil }
        let bad = fields.members.filter { field in
            guard let value = given[field.name] else { return field.value["required"]?.bool == true }
            return field.value["schema"].map { FieldSchema(json: $0).violation(of: value) != nil } ?? true
        }
        return unknown + bad.map(\.name)
    }

    // MARK: Answers

    @Test(
        arguments: [
            (
                "leadtrackr", "updateLeadStatus",
                #"{"message": "Lead queued for processing", "leadId": 42, "uniqueIdentifier": "crm-lead-456", "status": "pending", "queued": true, "warnings": []}"#
            ),
            (
                "octanist", "updateLead",
                #"{"success": true, "data": {"leadId": "lead_abc123", "leadsUpdated": 1, "message": "m"}, "meta": {"requestId": "req_1"}}"#
            ),
            ("octanist", "updateLead", #"{"success": true, "leadId": "lead_abc123", "status": "won"}"#),
            (
                "sendpilot", "updateStatus",
                #"{"id": "lead_abc123", "linkedinUrl": "https://www.linkedin.com/in/john-doe", "previousStatus": "REPLY_RECEIVED", "status": "OPPORTUNITY", "updatedAt": "2024-02-24T15:30:00.000Z"}"#
            ),
            (
                "sendpilot", "updateStatus",
                #"{"success": true, "leadId": "lead_abc123", "status": "DONE", "message": "m"}"#
            ),
            ("sendpilot", "getLead", #"{"id": "lead_abc123", "email": null, "company": "Acme"}"#),
            (
                "leadping", "getLead",
                #"{"id": "5f0c2a", "contact": {}, "tags": [{"id": "t1", "name": "n"}], "isArchived": false}"#
            ),
        ] as [Row]
    )
    func `is answered as the contract says`(row: Row) throws {
        let answer = try #require(try embedded(row.api)["calls"]?[row.call]?["answer"])
        #expect(FieldSchema(json: answer).violation(of: try value(row.fields)) == nil)
    }
}
