/// Routes files of any size as an agency with many customers would write them, of whose routes two take `SampleEvent`.
struct SampleRoutes {
    /// How routes share sources and types.
    enum Spread {
        /// All on one source and one type, so that every condition is evaluated.
        case none
        /// As `none`, and no two conditions have a clause in common.
        case unlike
        /// Over ten sources, each with one type.
        case sources
        /// Two routes for each pair of a source and a type; each source names its fields differently.
        case pairs
    }

    let count: Int
    let spread: Spread

    /// The source and type of the sample event.
    static let source = "crm0"
    static let type = "lead.status.changed"

    private var sources: Int {
        switch spread {
        case .none, .unlike: 1
        case .sources: 10
        case .pairs: max(1, count / 100)
        }
    }

    var text: String {
        let sources = (0..<sources).map { #""crm\#($0)": \#(Self.sourceEntry)"# }.joined(separator: ",\n    ")
        let routes = (0..<count).map(route).joined(separator: ",\n    ")
        return """
            { "version": 1,
              "sources": {
                \(sources) },
              "destinations": {
                "leadtrackr": { "api": "leadtrackr", "key": { "env": "LEADTRACKR_API_KEY" }, "rate": "2/s" },
                "octanist": { "api": "octanist", "key": { "env": "OCTANIST_API_KEY" }, "rate": "2/s" } },
              "tables": {
                "label": { "OPPORTUNITY": "00000000-0000-4000-8000-000000000001", "NOT_INTERESTED": "lost",
                           "MEETING": "00000000-0000-4000-8000-000000000002", "CLOSED": "lost" },
                "octanist": { "OPPORTUNITY": "qualified", "NOT_INTERESTED": "lost", "MEETING": "won", "CLOSED": "lost" },
                "foreign": { "ARCHIVED": "lost", "ICP_MATCH": "qualified", "PENDING": "lost" } },
              "routes": [
                \(routes) ] }
            """
    }

    private static let sourceEntry = #"""
        { "preset": "standard-webhooks", "secrets": [{ "env": "CRM_WEBHOOK_SECRET" }],
                "type": "body.eventType", "lead": "body.data.leadId", "occurredAt": "body.timestamp" }
        """#

    // MARK: Routes

    private func route(_ number: Int) -> String {
        #"""
        { "name": "customer \#(number)", "from": "crm\#(source(of: number))", "on": "\#(type(of: number))",
              "when": "\#(condition(of: number))",
              "send": [\#(number.isMultiple(of: 2) ? leadtrackr(number) : octanist(number))] }
        """#
    }

    private func source(of number: Int) -> Int {
        switch spread {
        case .none, .unlike: 0
        case .sources: number % sources
        case .pairs: number / 2 % sources
        }
    }

    private func type(of number: Int) -> String {
        spread == .pairs && !takes(number) ? "lead.kind\(number / 2).changed" : Self.type
    }

    /// Whether the route takes the sample event.
    private func takes(_ number: Int) -> Bool {
        switch spread {
        case .none, .unlike: number == 37 || number == 72
        case .sources: number == 10 || number == 70
        case .pairs: number < 2
        }
    }

    /// The field that holds the status, which is the sample event's own only for its source.
    private func status(of number: Int) -> String {
        let source = source(of: number)
        return source == 0 || spread != .pairs ? "event.body.data.newStatus" : "event.body.data.stage\(source)"
    }

    private func condition(of number: Int) -> String {
        let status = status(of: number)
        let hasChanged = "event.body.data.?previousStatus.orValue('') != \(status)"
        if takes(number) { return "\(status) in tables.label && \(hasChanged)" }
        if spread == .unlike { return "event.body.data.campaignId == 'camp_\(number)' && \(status) == 'S\(number)'" }
        return switch number % 4 {
        case 0: "\(status) == 'S\(number)'"
        case 1: "\(status) == 'S\(number)' && \(hasChanged)"
        case 2: "\(hasChanged) && event.body.data.value > 100.0 && \(status) in tables.foreign"
        default: "event.body.data.currency == 'EUR' && \(status) == 'S\(number)' && event.body.data.score >= 50"
        }
    }

    private func leadtrackr(_ number: Int) -> String {
        #"""
        { "to": "leadtrackr", "call": "updateLeadStatus", "with": {
                "uniqueIdentifier": "{{ event.lead }} of customer \#(number)",
                "conversionId": "{{ tables.label[\#(status(of: number))] }}",
                "price": "{{ event.body.data.?valueCents }}" } }
        """#
    }

    private func octanist(_ number: Int) -> String {
        #"""
        { "to": "octanist", "call": "updateLead", "with": {
                "email": "{{ event.body.data.email }}", "status": "{{ tables.octanist[\#(status(of: number))] }}",
                "value": "{{ event.body.data.value }}",
                "note": "{{ event.body.data.name }} went from {{ event.body.data.previousStatus }} to {{ \#(status(of: number)) }}" } }
        """#
    }
}
