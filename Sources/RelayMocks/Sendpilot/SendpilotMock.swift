package import CivilTime
package import JSON

/// A stand-in for Sendpilot's API of leads, which sends a webhook after each status change.
package struct SendpilotMock: MockAPI {
    package struct Settings: Sendable {
        /// The one right key; without it, any is.
        package var key: String?
        package var vocabulary = SendpilotVocabulary.union
        package var era = SendpilotEra.current

        package init() {}
    }

    package let name = "sendpilot"
    package var settings: Settings
    package private(set) var leads: [SendpilotLead]
    private var chance: SeededChance

    package init(settings: Settings = Settings(), seed: UInt64 = 0, people: Int = 25, leads: [SendpilotLead] = []) {
        self.settings = settings
        chance = SeededChance(seed: seed ^ 0x5E4D)
        let campaign = "camp_" + chance.word(10)
        let statuses = ["PENDING", "CONNECTION_SENT", "CONNECTION_ACCEPTED", "MESSAGE_SENT", "REPLY_RECEIVED"]
        self.leads = []
        for person in Person.crowd(people, seed: seed) {
            let status = statuses[chance.below(statuses.count)]
            self.leads.append(SendpilotLead(person, campaignId: campaign, status: status))
        }
        self.leads += leads
    }

    private enum Call { case changeStatus, getLead, getLeads, notModelled }

    private static let calls = CallTable<Call>([
        ("PATCH", "/v1/leads/{}/status", .changeStatus),
        ("GET", "/v1/leads/{}", .getLead),
        ("GET", "/v1/leads", .getLeads),
        ("POST", "/v1/leads", .notModelled),
    ])

    package mutating func goOn(as other: Self) { chance = other.chance }

    package mutating func answer(_ request: MockRequest, at moment: Timestamp) -> MockAnswer {
        guard case .call(let call, let parameters) = Self.calls.match(request) else {
            return Self.refusal(404, "Cannot \(request.method) \(request.path)")
        }
        switch KeyCheck(request.values(of: "X-API-Key"), expected: settings.key) {
        case .missing: return Self.refusal(401, "API key is required")
        case .wrong: return Self.refusal(401, "Invalid API key")
        case .right: break
        }
        do throws(BodyFault) {
            return try carryOut(call, parameters, request, at: moment)
        } catch {
            return Self.refusal(400, error.message)
        }
    }

    private mutating func carryOut(
        _ call: Call,
        _ parameters: [String],
        _ request: MockRequest,
        at moment: Timestamp
    ) throws(BodyFault) -> MockAnswer {
        switch call {
        case .changeStatus: return try changeStatus(parameters[0], request, at: moment)
        case .getLead: return try lead(parameters[0], request)
        case .getLeads: return try list(request)
        case .notModelled: return Self.refusal(501, "This stand-in does not model the call")
        }
    }

    package var wantedKey: WantedKey? { WantedKey("X-API-Key", settings.key) }

    package func writeLeads(to writer: inout JSONWriter) {
        writer.array { writer in for lead in leads { lead.write(to: &writer) } }
    }

    /// The exact form of an error is not documented; callers read `message`.
    static func refusal(_ status: Int, _ message: String) -> MockAnswer {
        MockAnswer(status) { $0.member("message", message) }
    }
}

// MARK: Changing a status

extension SendpilotMock {
    private mutating func changeStatus(
        _ id: String,
        _ request: MockRequest,
        at moment: Timestamp
    ) throws(BodyFault) -> MockAnswer {
        let body = try request.json(settings.vocabulary.shape)
        let (status, custom) = (body["status"]?.string, body["customLeadStatus"]?.string)
        guard status != nil || custom != nil else {
            throw BodyFault(nil, "At least one of status or customLeadStatus is required")
        }
        guard let index = leads.firstIndex(where: { $0.id == id }) else { return Self.refusal(404, "Lead not found") }
        let previous = leads[index].status
        leads[index].customLeadStatus = custom ?? leads[index].customLeadStatus
        leads[index].updatedAt = moment
        let emissions = status.map { [change(index, to: $0, by: .api, at: moment)] } ?? []
        return settings.vocabulary.answer(leads[index], previous: previous).emitting(emissions)
    }

    /// Changes a status as a person or an automation would, who do not call the API.
    ///
    /// - Returns: The webhook that tells of it; nothing where there is no such lead.
    package mutating func change(
        _ id: String,
        to status: String,
        by author: SendpilotAuthor,
        at moment: Timestamp
    ) -> Emission? {
        leads.firstIndex { $0.id == id }.map { change($0, to: status, by: author, at: moment) }
    }

    /// Tells of every accepted status, also of one that the lead had before: no document says otherwise.
    private mutating func change(
        _ index: Int,
        to status: String,
        by author: SendpilotAuthor,
        at moment: Timestamp
    ) -> Emission {
        let previous = leads[index].status
        leads[index].status = status
        leads[index].updatedAt = moment
        return settings.era.emission(
            of: leads[index],
            previous: previous,
            by: author,
            word: chance.word(9),
            at: moment
        )
    }
}

// MARK: Looking up

extension SendpilotMock {
    private func lead(_ id: String, _ request: MockRequest) throws(BodyFault) -> MockAnswer {
        try Self.checkFull(try request.parameters(allowing: ["full"]))
        guard let lead = leads.first(where: { $0.id == id }) else { return Self.refusal(404, "Lead not found") }
        var writer = JSONWriter()
        lead.write(to: &writer)
        return MockAnswer(
            status: 200,
            headers: [MockHeader("Content-Type", "application/json")],
            body: writer.bytes
        )
    }

    private func list(_ request: MockRequest) throws(BodyFault) -> MockAnswer {
        let query = try request.parameters(allowing: ["campaignId", "status", "full", "page", "limit"])
        guard let campaign = query["campaignId"], !campaign.isEmpty else { throw .missing("campaignId") }
        // Of the 35 values of the filter 24 are known; what is known to be none of them is the one below.
        guard query["status"] != "NOT_INTERESTED" else {
            throw .mustBe("a status that leads are filtered by", "status")
        }
        try Self.checkFull(query)
        let limit = try query.integer("limit", in: 1...100, default: 50)
        let page = try query.integer("page", in: 1...1_000_000, default: 1)
        let found = leads.filter { lead in
            lead.campaignId == campaign && (query["status"].map { $0 == lead.status } ?? true)
        }
        return Self.page(found, number: page, of: limit)
    }

    private static func checkFull(_ query: [String: String]) throws(BodyFault) {
        guard ["true", "false", nil].contains(query["full"]) else { throw .mustBe("true or false", "full") }
    }

    private static func page(_ found: [SendpilotLead], number: Int, of limit: Int) -> MockAnswer {
        MockAnswer(200) { writer in
            writer.member("leads", list: Array(found.dropFirst((number - 1) * limit).prefix(limit))) { lead, writer in
                lead.write(to: &writer)
            }
            writer.member("pagination") { writer in
                writer.member("total", found.count)
                writer.member("page", number)
                writer.member("limit", limit)
                writer.member("totalPages", (found.count + limit - 1) / limit)
            }
        }
    }
}
