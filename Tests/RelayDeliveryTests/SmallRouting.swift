import CEL
import CivilTime
import JSON
import LinuxIO
import RelayCore
import RelayRoutes
import RelayTesting
import Testing

/// Routes files of a test's own, with an account at each of a few APIs.
enum SmallRouting {
    /// Destinations that a test may change by giving other settings behind their names.
    private static let standard = [
        "any": #""api": "any""#, "slow": #""api": "any""#, "octanist": #""api": "octanist", "key": { "env": "A" }"#,
        "leadtrackr": #""api": "leadtrackr", "key": { "env": "A" }"#,
        "leadping": #""api": "leadping", "key": { "env": "A" }"#,
        "sendpilot": #""api": "sendpilot", "key": { "env": "A" }"#,
    ]

    static func make(
        _ routes: [String],
        _ settings: [String: String] = [:],
        without gone: Set<String> = [],
        limits: String = "",
        lookup: String = #""destination": "sendpilot", "call": "getLead", "with": { "id": "{{ event.lead }}" }"#,
        keep: String = "1h",
        sources: String = "",
        more: String = "",
        fingerprint: String = "first"
    ) throws -> Routing {
        let destinations = standard.filter { !gone.contains($0.key) }.sorted { $0.key < $1.key }.map { name, text in
            #""\#(name)": { \#(text)\#(settings[name].map { ", \($0)" } ?? "") }"#
        }
        let text = """
            { "version": 1, "service": { "limits": { \(limits) } },
              "apis": { "any": { "base": "https://any.example.com", "auth": { "none": true }, "calls": { "go": {
                "method": "POST", "path": "/go", "fields": { "id": { "in": "body" }, "value": { "in": "body" } } }, "find": {
                "method": "GET", "path": "/find", "fields": { "id": { "in": "query" }, "X-Id": { "in": "header" } } } } } },
              "sources": { "crm": { "preset": "none", "path": "/crm" } \(sources) },
              "destinations": { \(destinations.joined(separator: ",\n")) \(more) },
              "lookups": { "lead": { \(lookup), "keep": "\(keep)" } },
              "routes": [\(routes.joined(separator: ",\n"))] }
            """
        if let known = made.withLock({ $0[fingerprint + text] }) { return known }
        let read = RoutesFile.read(Array(text.utf8))
        let file = try #require(read.file, "\(read.findings)")
        let built = RouteTableBuilder.build(file, catalogue: .embedded, base: Environment())
        try #require((read.findings + built.findings).filter { $0.severity == .error } == [])
        let routing = Routing(built.table, fingerprint: fingerprint)
        made.withLock { $0[fingerprint + text] = routing }
        return routing
    }

    /// What was made before: to make a table takes longer than a simulation of it.
    private static let made = Lock<[String: Routing]>([:])

    /// A route for all events with one send.
    static func route(
        _ to: String,
        _ call: String,
        _ with: String,
        more: String = "",
        name: String? = nil,
        lead: String = "event.lead"
    ) -> String {
        let send = #"{ "to": "\#(to)", "call": "\#(call)", "with": \#(with)\#(more) }"#
        return #"{ "name": "\#(name ?? to)", "from": "crm", "on": "*", "lead": "\#(lead)", "send": [\#(send)] }"#
    }

    static func go(_ to: String = "any", more: String = "") -> String {
        route(to, "go", #"{ "id": "{{ event.lead }}", "value": "{{ event.id }}" }"#, more: more)
    }

    static let withLookup = route("any", "go", #"{ "id": "{{ lookup.lead.email }}", "value": "{{ event.id }}" }"#)
    static let octanist = route("octanist", "updateLead", #"{ "id": "{{ event.lead }}", "status": "won" }"#)
    static let sendpilot = route("sendpilot", "updateStatus", #"{ "id": "{{ event.lead }}", "status": "DONE" }"#)

    static func leadTrackr(_ label: String = "lost") -> String {
        route("leadtrackr", "updateLeadStatus", #"{ "email": "a@example.com", "conversionId": "\#(label)" }"#)
    }

    /// An event that occurred so many seconds after the beginning.
    static func event(
        _ id: String,
        lead: String? = "l1",
        at seconds: Int = 0,
        headers: EventFields = [:],
        body: String = "{}"
    ) throws -> Event {
        Event(
            id: id,
            source: "crm",
            type: "deal",
            lead: lead,
            occurredAt: SimulatedTime.beginning + .seconds(seconds),
            receivedAt: SimulatedTime.beginning,
            headers: headers,
            body: try JSONDocument(body).root
        )
    }
}
