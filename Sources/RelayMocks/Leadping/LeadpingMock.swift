package import CivilTime
package import JSON

/// A stand-in for Leadping's API of leads.
package struct LeadpingMock: MockAPI {
    /// Which of the vendor's two documents it follows where they differ.
    package enum Generation: String, Sendable, CaseIterable {
        /// The printed page of `PUT /leads/{id}`: nothing is required, figures are texts, the status is
        /// `currentDisposition`.
        case page
        /// The current OpenAPI document: five fields are required, figures are numbers, the status is
        /// `currentLeadStatus`.
        case current = "openapi"
    }

    package struct Settings: Sendable {
        /// The one right token; without it, any is.
        package var key: String?
        package var generation = Generation.current
        /// The vendor sends `Retry-After` with a 429, but does not promise it.
        package var sendsRetryAfter = true
        /// How many requests it takes in 60 s.
        package var requestsPerMinute = 300

        package init() {}
    }

    package let name = "leadping"
    package var settings: Settings
    package private(set) var leads: [LeadpingLead]
    private var tags: [LeadpingTag]
    private var window: RateWindow
    private var chance: SeededChance

    package init(
        settings: Settings = Settings(),
        seed: UInt64 = 0,
        people: Int = 25,
        leads: [LeadpingLead] = [],
        tags: [LeadpingTag] = []
    ) {
        self.settings = settings
        self.tags = tags
        window = RateWindow(limit: settings.requestsPerMinute, length: .seconds(60))
        chance = SeededChance(seed: seed ^ 0x1EAD)
        self.leads = []
        for person in Person.crowd(people, seed: seed) {
            guard let lead = LeadpingLead(person, id: chance.word(20)) else { continue }
            self.leads.append(lead)
        }
        self.leads += leads
    }

    private enum Call { case getLead, putLead, putStatus, statusHistory, notModelled, intake }

    /// `GET /leads/intake` creates a lead, so it must not be taken for the lead `intake`.
    private static let calls = CallTable<Call>([
        ("GET", "/leads/intake", .intake), ("POST", "/leads/intake", .intake), ("POST", "/leads", .intake),
        ("GET", "/lead-statuses", .notModelled), ("POST", "/lead-status-changes/all/my", .notModelled),
        ("GET", "/lead-status-changes/{}", .notModelled), ("PUT", "/lead-status-changes/{}", .notModelled),
        ("DELETE", "/lead-status-changes/{}", .notModelled), ("POST", "/leads/all/my", .notModelled),
        ("DELETE", "/leads/{}", .notModelled), ("GET", "/leads/{}/workflow-status", .notModelled),
        ("POST", "/leads/{}/archive", .notModelled), ("POST", "/leads/{}/unarchive", .notModelled),
        ("PUT", "/leads/{}/assignment", .notModelled),
        ("GET", "/leads/{}", .getLead), ("PUT", "/leads/{}", .putLead), ("PUT", "/leads/{}/status", .putStatus),
        ("GET", "/leads/{}/status-history", .statusHistory), ("POST", "/leads/{}/tags", .notModelled),
        ("PUT", "/leads/{}/tags", .notModelled), ("DELETE", "/leads/{}/tags/{}", .notModelled),
    ])

    package mutating func goOn(as other: Self) { (chance, window) = (other.chance, other.window) }

    package mutating func answer(_ request: MockRequest, at moment: Timestamp) -> MockAnswer {
        switch Self.calls.match(request) {
        case .unknown: return LeadpingProblem.answer(404, "No such endpoint.")
        case .otherMethods(let methods):
            return LeadpingProblem.answer(
                405,
                "The method is not allowed.",
                [MockHeader("Allow", methods.joined(separator: ", "))]
            )
        case .call(let call, _) where [.notModelled, .intake].contains(call):
            return refusal(of: request, takingLeadsIn: call == .intake, at: moment)
                ?? LeadpingProblem.answer(501, "This stand-in does not model it.")
        case .call(let call, let parameters):
            if let refusal = refusal(of: request, takingLeadsIn: false, at: moment) { return refusal }
            guard let index = leads.firstIndex(where: { $0.id == parameters[0] }) else {
                return LeadpingProblem.answer(404, "The lead was not found.")
            }
            guard leads[index].isOwned else { return LeadpingProblem.unauthorized("The user does not own this lead.") }
            return carryOut(call, on: index, request, at: moment)
        }
    }

    package var wantedKey: WantedKey? { WantedKey("Authorization", prefix: "Bearer ", settings.key) }

    package func refusal(_ status: Int, at moment: Timestamp) -> MockAnswer {
        status == 401
            ? LeadpingProblem.unauthorized(Self.unexplained) : LeadpingProblem.answer(status, Self.unexplained)
    }

    package func writeLeads(to writer: inout JSONWriter) {
        writer.array { writer in for lead in leads { lead.write(to: &writer, settings.generation) } }
    }
}

// MARK: Key and rate

extension LeadpingMock {
    private mutating func refusal(
        of request: MockRequest,
        takingLeadsIn isIntake: Bool,
        at moment: Timestamp
    ) -> MockAnswer? {
        let tokens = request.values(of: "Authorization").map(Self.token)
        guard case .right = KeyCheck(tokens, expected: settings.key) else {
            return LeadpingProblem.unauthorized("A valid bearer token is required.")
        }
        // Keys of a source are for taking leads in, and for nothing else.
        guard isIntake || !tokens[0].hasPrefix("lp_src_") else {
            return LeadpingProblem.answer(403, "A source key cannot make this call.")
        }
        guard let seconds = window.admit(at: moment) else { return nil }
        let header = MockHeader("Retry-After", String(seconds))
        return LeadpingProblem.answer(429, "Rate limit exceeded.", settings.sendsRetryAfter ? [header] : [])
    }

    /// The token behind `Bearer`, whose case does not count; empty for another scheme.
    private static func token(_ value: String) -> String {
        let parts = value.split(separator: " ", omittingEmptySubsequences: false)
        return parts.count == 2 && parts[0].lowercased() == "bearer" ? String(parts[1]) : ""
    }
}

// MARK: Calls

extension LeadpingMock {
    private mutating func carryOut(
        _ call: Call,
        on index: Int,
        _ request: MockRequest,
        at moment: Timestamp
    ) -> MockAnswer {
        do throws(BodyFault) {
            switch call {
            case .putLead: try replace(index, request, at: moment)
            case .putStatus: return try changeStatus(index, request, at: moment)
            case .statusHistory:
                try request.refuseQuery()
                return history(of: leads[index])
            case .getLead: try request.refuseQuery()
            case .notModelled, .intake: break
            }
        } catch {
            return LeadpingProblem.answer(400, error.message)
        }
        var writer = JSONWriter()
        leads[index].write(to: &writer, settings.generation)
        return Self.answer(writer)
    }

    private mutating func replace(
        _ index: Int,
        _ request: MockRequest,
        at moment: Timestamp
    ) throws(BodyFault) {
        let body = try request.json(LeadpingShapes.lead(settings.generation))
        if let id = body["id"]?.string, id != leads[index].id { throw .mustBe("the id in the path", "id") }
        leads[index].replace(body, tags: try tags(of: body), at: moment)
    }

    /// How many tags the business has at most; the newest are kept.
    private static let keptTags = 1000

    /// The tags that a body names, by id or by name; a name that is new becomes a tag.
    private mutating func tags(of body: JSONValue) throws(BodyFault) -> [LeadpingTag] {
        var found: [LeadpingTag] = []
        for id in body["tagIds"]?.elements.compactMap(\.string) ?? [] {
            guard let tag = tags.first(where: { $0.id == id }) else { throw .mustBe("ids of existing tags", "tagIds") }
            found.append(tag)
        }
        for name in body["tagNames"]?.elements.compactMap(\.string) ?? [] { found.append(tag(named: name)) }
        return found.reduce(into: []) { unique, tag in if !unique.contains(tag) { unique.append(tag) } }
    }

    private mutating func tag(named name: String) -> LeadpingTag {
        if let tag = tags.first(where: { $0.normalizedName == name.lowercased() }) { return tag }
        let tag = LeadpingTag(id: "tag_" + chance.word(8), name: name)
        tags.append(tag, keeping: Self.keptTags)
        return tag
    }

    private mutating func changeStatus(
        _ index: Int,
        _ request: MockRequest,
        at moment: Timestamp
    ) throws(BodyFault) -> MockAnswer {
        let body = try request.json(LeadpingShapes.status)
        let change = LeadpingStatusChange(body, id: chance.word(20), of: leads[index], at: moment)
        leads[index].apply(change)
        var writer = JSONWriter()
        change.write(to: &writer)
        return Self.answer(writer)
    }

    /// The whole history that is kept; how the vendor divides it into pages is not documented.
    private func history(of lead: LeadpingLead) -> MockAnswer {
        var writer = JSONWriter()
        writer.array { writer in for change in lead.statusHistory { change.write(to: &writer) } }
        return Self.answer(writer)
    }

    private static func answer(_ writer: JSONWriter) -> MockAnswer {
        MockAnswer(status: 200, headers: [MockHeader("Content-Type", "application/json")], body: writer.bytes)
    }
}
