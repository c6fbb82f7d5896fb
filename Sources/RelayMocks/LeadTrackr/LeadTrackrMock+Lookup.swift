import JSON

extension LeadTrackrMock {
    /// `getLead`: one lead by one identifier, the newest where several have it.
    func lead(_ request: MockRequest) throws(BodyFault) -> MockAnswer {
        let query = try request.parameters(allowing: ["leadId", "uniqueIdentifier", "email", "phone"])
        guard let identifier = try LeadTrackrIdentifier(query: query) else {
            throw BodyFault(nil, "One of leadId, uniqueIdentifier, email or phone is required")
        }
        guard let index = newest(identifier) else { return Self.refusal(404, "Lead not found") }
        return MockAnswer(200) { writer in
            writer.member("message", "Lead retrieved")
            writer.name("lead")
            leads[index].write(to: &writer)
        }
    }

    /// `getLeads`, newest first; of its documented filters those that compare for equality.
    func list(_ request: MockRequest) throws(BodyFault) -> MockAnswer {
        let query = try request.parameters(allowing: Set(Self.modelled + Self.notModelled))
        guard Self.notModelled.allSatisfy({ query[$0] == nil }) else {
            return Self.refusal(501, "This stand-in does not model the filter")
        }
        let limit = try query.integer("limit", in: 1...100, default: 50)
        let page = try query.integer("page", in: 1...1_000_000, default: 1)
        let found = leads.filter { Self.matches($0, query) }.sorted { ($0.createdAt, $0.id) > ($1.createdAt, $1.id) }
        return Self.page(found, number: page, of: limit)
    }

    private static let modelled = ["limit", "page", "status", "email", "phone", "uniqueIdentifier"]
    private static let notModelled = [
        "formName", "createdAt[gte]", "createdAt[lte]", "search", "sort", "gclid[exists]", "cid[exists]", "fbp[exists]",
        "fbc[exists]",
    ]

    private static func matches(_ lead: LeadTrackrLead, _ query: [String: String]) -> Bool {
        (query["status"].map { $0.split(separator: ",").contains(Substring(lead.status)) } ?? true)
            && (query["email"].map { $0 == lead.email } ?? true)
            && (query["phone"].map { $0 == lead.phone } ?? true)
            && (query["uniqueIdentifier"].map { $0 == lead.uniqueIdentifier } ?? true)
    }

    private static func page(_ found: [LeadTrackrLead], number: Int, of limit: Int) -> MockAnswer {
        MockAnswer(200) { writer in
            writer.member("message", "Leads retrieved")
            writer.member("leads", list: Array(found.dropFirst((number - 1) * limit).prefix(limit))) { lead, writer in
                lead.write(to: &writer)
            }
            writer.member("total", found.count)
            writer.member("page", number)
            writer.member("limit", limit)
            writer.member("totalPages", (found.count + limit - 1) / limit)
            writer.member("hasMore", number * limit < found.count)
        }
    }
}
