package import CivilTime
package import JSON

/// A stand-in for LeadTrackr's API of leads.
package struct LeadTrackrMock: MockAPI {
    package struct Settings: Sendable {
        /// The one right key; without it, any is.
        package var key: String?
        /// How long a job stays pending; the vendor says up to a day.
        package var jobDuration = Duration.zero
        /// The project's conversion labels; while there are none, every UUID is one.
        package var labels: Set<String> = []
        package var isSubscriptionActive = true

        package init() {}
    }

    package let name = "leadtrackr"
    package var settings: Settings
    package private(set) var leads: [LeadTrackrLead]

    package init(settings: Settings = Settings(), seed: UInt64 = 0, people: Int = 25, leads: [LeadTrackrLead] = []) {
        self.settings = settings
        let crowd = Person.crowd(people, seed: seed)
        self.leads = crowd.enumerated().map { LeadTrackrLead($1, id: 1001 + $0) } + leads
    }

    /// Takes in a lead that comes later.
    package mutating func add(_ lead: LeadTrackrLead) { leads.append(lead) }

    private enum Call { case updateLeadStatus, getLead, getLeads, notModelled, keyless }

    private static let calls = CallTable<Call>([
        ("POST", "/api/leads/updateLeadStatus", .updateLeadStatus),
        ("GET", "/api/leads/getLead", .getLead),
        ("GET", "/api/leads/getLeads", .getLeads),
        ("POST", "/api/leads/createServerSideLead", .notModelled),
        ("POST", "/api/leads/createLead", .keyless),
    ])

    package mutating func answer(_ request: MockRequest, at moment: Timestamp) -> MockAnswer {
        for index in leads.indices { leads[index].settle(at: moment) }
        switch Self.calls.match(request) {
        case .unknown: return Self.refusal(404, "Not found")
        case .otherMethods(let methods):
            return Self.refusal(405, "Method not allowed", [MockHeader("Allow", methods.joined(separator: ", "))])
        // Its project stands in the body, and it shows no key.
        case .call(.keyless, _): return Self.notModelled
        case .call(let call, _): return refusedKey(request) ?? carryOut(call, request, at: moment)
        }
    }

    private func refusedKey(_ request: MockRequest) -> MockAnswer? {
        switch KeyCheck(request.values(of: "X-API-Key"), expected: settings.key) {
        case .missing: Self.refusal(401, "Missing X-API-Key header")
        case .wrong: Self.refusal(401, "Invalid API key")
        case .right where !settings.isSubscriptionActive: Self.refusal(403, "Project subscription is inactive")
        case .right: nil
        }
    }

    private mutating func carryOut(_ call: Call, _ request: MockRequest, at moment: Timestamp) -> MockAnswer {
        do throws(BodyFault) {
            switch call {
            case .updateLeadStatus: return try update(request, at: moment)
            case .getLead: return try lead(request)
            case .getLeads: return try list(request)
            case .notModelled, .keyless: return Self.notModelled
            }
        } catch {
            return Self.refusal(400, error.message)
        }
    }

    private static var notModelled: MockAnswer { refusal(501, "This stand-in does not model the call") }

    package var wantedKey: WantedKey? { WantedKey("X-API-Key", settings.key) }

    package func writeLeads(to writer: inout JSONWriter) {
        writer.array { writer in for lead in leads { lead.write(to: &writer) } }
    }

    static func refusal(_ status: Int, _ message: String, _ headers: [MockHeader] = []) -> MockAnswer {
        MockAnswer(status, headers: headers) { $0.member("message", message) }
    }
}

// MARK: Updating

extension LeadTrackrMock {
    private mutating func update(_ request: MockRequest, at moment: Timestamp) throws(BodyFault) -> MockAnswer {
        let update = try LeadTrackrUpdate(request, labels: settings.labels)
        guard let index = newest(update.identifier) else { return Self.refusal(404, "Lead not found") }
        guard !leads[index].isPending else {
            return Self.refusal(409, "Lead already has a pending job in the processing queue")
        }
        if let price = update.price { leads[index].price = price }
        guard update.conversion != "open" else {
            leads[index].status = "open"
            return Self.opened(leads[index])
        }
        leads[index].queue(update.conversion, until: moment.adding(settings.jobDuration) ?? .latest)
        return Self.queued(leads[index], at: moment)
    }

    /// Of several leads with the same e-mail or phone the newest, which is documented for lookups only.
    func newest(_ identifier: LeadTrackrIdentifier) -> Int? {
        leads.indices.filter { identifier.names(leads[$0]) }
            .max { (leads[$0].createdAt, $0) < (leads[$1].createdAt, $1) }
    }

    /// The document leaves the code for an opened lead out; 200 keeps callers from insisting on the 201 beside it.
    private static func opened(_ lead: LeadTrackrLead) -> MockAnswer {
        MockAnswer(200) { writer in
            writer.member("message", "Lead status updated to open")
            writer.member("leadId", lead.id)
            writer.member("uniqueIdentifier", orNull: lead.uniqueIdentifier)
            writer.member("status", "open")
            writer.member("queued", false)
        }
    }

    private static func queued(_ lead: LeadTrackrLead, at moment: Timestamp) -> MockAnswer {
        MockAnswer(201) { writer in
            writer.member("message", "Lead queued for processing")
            writer.member("leadId", lead.id)
            writer.member("uniqueIdentifier", orNull: lead.uniqueIdentifier)
            writer.member("status", "pending")
            writer.member("queued", true)
            writer.member("warnings", list: lead.skippedIntegrations) { skipped, writer in
                writer.object { writer in
                    writer.member("integration", skipped.integration)
                    writer.member("reason", "The lead has no \(skipped.field), so \(skipped.integration) is skipped")
                    writer.member("field", skipped.field)
                    writer.member("timestamp", moment.iso8601)
                }
            }
        }
    }
}
