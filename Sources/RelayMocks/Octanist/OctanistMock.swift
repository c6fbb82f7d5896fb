package import CivilTime
package import JSON

/// A stand-in for Octanist's API of leads.
package struct OctanistMock: MockAPI {
    package struct Settings: Sendable {
        /// The one right key; without it, any is.
        package var key: String?
        /// The organisation's setting: update all leads that an e-mail or phone matches, or refuse with 409.
        package var updatesAllMatches = false

        package init() {}
    }

    package let name = "octanist"
    package var settings: Settings
    package private(set) var leads: [OctanistLead]
    private var chance: SeededChance

    package init(settings: Settings = Settings(), seed: UInt64 = 0, people: Int = 25, leads: [OctanistLead] = []) {
        self.settings = settings
        chance = SeededChance(seed: seed ^ 0x0C7A)
        self.leads = []
        for person in Person.crowd(people, seed: seed) {
            let id = "lead_" + chance.word(10)
            self.leads.append(
                OctanistLead(id: id, email: person.email, phone: person.phone, createdAt: person.createdAt)
            )
        }
        self.leads += leads
    }

    private enum Call { case updateLead, getLead, check, notModelled }

    private static let calls = CallTable<Call>([
        ("PATCH", "/api/leads", .updateLead),
        ("GET", "/api/leads/{}", .getLead),
        ("POST", "/api/check", .check),
        ("GET", "/api/leads", .notModelled),
        ("POST", "/api/leads", .notModelled),
        ("POST", "/api/stats", .notModelled),
        // Its method is not told.
        ("*", "/api/ad-spend", .notModelled),
    ])

    package mutating func goOn(as other: Self) { chance = other.chance }

    package mutating func answer(_ request: MockRequest, at moment: Timestamp) -> MockAnswer {
        let meta = OctanistMeta(requestId: "req_" + chance.word(12), moment: moment)
        let match = Self.calls.match(request)
        switch match {
        case .unknown: return meta.refusal(404, "NOT_FOUND", "No such endpoint")
        case .otherMethods: return meta.refusal(405, "METHOD_NOT_ALLOWED", "Method not allowed")
        case .call(let call, let parameters):
            guard case .right = KeyCheck(request.values(of: "X-API-KEY"), expected: settings.key) else {
                return meta.refusal(401, "UNAUTHORIZED", "Missing or invalid API key")
            }
            return carryOut(call, parameters, request, meta)
        }
    }

    private mutating func carryOut(
        _ call: Call,
        _ parameters: [String],
        _ request: MockRequest,
        _ meta: OctanistMeta
    ) -> MockAnswer {
        do throws(BodyFault) {
            return try carryOutStrictly(call, parameters, request, meta)
        } catch {
            return meta.refusal(400, "VALIDATION_ERROR", error.message, field: error.field)
        }
    }

    private mutating func carryOutStrictly(
        _ call: Call,
        _ parameters: [String],
        _ request: MockRequest,
        _ meta: OctanistMeta
    ) throws(BodyFault) -> MockAnswer {
        switch call {
        case .updateLead: return try update(request, meta)
        case .getLead:
            try request.refuseQuery()
            guard let lead = leads.first(where: { $0.id == parameters[0] }) else { return meta.noLead }
            return meta.success { lead.write(to: &$0) }
        case .check:
            try request.refuseQuery()
            if !request.body.isEmpty { _ = try request.json(.object([:])) }
            return meta.success { writer in writer.object { $0.member("message", "API key is valid") } }
        case .notModelled: return meta.refusal(501, "INTERNAL_ERROR", "This stand-in does not model the call")
        }
    }

    private mutating func update(_ request: MockRequest, _ meta: OctanistMeta) throws(BodyFault) -> MockAnswer {
        let update = try OctanistUpdate(request)
        let matches = leads.indices.filter { update.identifier.names(leads[$0]) }
        guard let first = matches.first else { return meta.noLead }
        guard matches.count == 1 || settings.updatesAllMatches else {
            return meta.refusal(409, "CONFLICT", "Multiple leads match; provide a more specific identifier")
        }
        for index in matches { leads[index].apply(update) }
        return meta.updated(leads[first].id, count: matches.count)
    }

    package var wantedKey: WantedKey? { WantedKey("X-API-KEY", settings.key) }

    package func refusal(_ status: Int, at moment: Timestamp) -> MockAnswer {
        OctanistMeta(requestId: "req_fault", moment: moment).refusal(status, Self.code(of: status), Self.unexplained)
    }

    private static func code(of status: Int) -> String {
        switch status {
        case 400: "VALIDATION_ERROR"
        case 401: "UNAUTHORIZED"
        case 403: "FORBIDDEN"
        case 404: "NOT_FOUND"
        case 409: "CONFLICT"
        default: "INTERNAL_ERROR"
        }
    }

    package func writeLeads(to writer: inout JSONWriter) {
        writer.array { writer in for lead in leads { lead.write(to: &writer) } }
    }
}
