import CivilTime
import RelayMocks

/// A routes file with one event into all four APIs.
enum EnduranceRoutes {
    static let secrets = ["SHOP_SECRET": secret, "KEY": "k"]
    static let secret = "s3cret"

    static let text = """
        {
          "version": 1,
          "sources": {
            "shop": {
              "preset": "github", "path": "/in/shop", "secrets": [{ "env": "SHOP_SECRET" }], "rate": "100000/s",
              "id": "body.id", "type": "body.type", "lead": "body.lead"
            }
          },
          "destinations": { \(EnduranceBench.apis.map { destination($0) }.joined(separator: ", ")) },
          "routes": [{
            "name": "all", "from": "shop", "on": ["*"],
            "send": [
              { "to": "leadtrackr", "call": "updateLeadStatus",
                "with": { "uniqueIdentifier": "{{ event.lead }}", "conversionId": "{{ event.body.label }}" } },
              { "to": "octanist", "call": "updateLead",
                "with": { "email": "{{ event.lead + '@example.com' }}", "status": "qualified",
                          "note": "{{ event.body.id }}" } },
              { "to": "leadping", "call": "setStatus",
                "with": { "leadId": "{{ event.lead }}", "type": "Status", "outcome": "{{ event.body.id }}",
                          "category": "Qualified", "changeSource": "API" } },
              { "to": "sendpilot", "call": "updateStatus",
                "with": { "id": "{{ event.lead }}", "status": "OPPORTUNITY" } }
            ]
          }]
        }
        """

    /// Tried again soon, so that a run ends soon; an answer that never comes is waited for for a moment.
    static func destination(_ name: String, _ more: String = "") -> String {
        """
        "\(name)": {
          "api": "\(name)", "key": { "env": "KEY" }, "mode": "live", \(more) "concurrency": 16, "timeout": "5s",
          "retry": { "attempts": 40, "first": "200ms", "longest": "5s" }
        }
        """
    }
}

/// The leads that all four stand-ins know.
enum EnduranceLeads {
    static func name(_ number: Int) -> String { "lead_\(number)" }

    static func standIns(_ count: Int, era: SendpilotEra = .current) throws -> [any MockAPI] {
        let names = (0..<count).map(name)
        var (settings, pilot) = (LeadpingMock.Settings(), SendpilotMock.Settings())
        settings.requestsPerMinute = .max
        pilot.era = era
        return [
            LeadTrackrMock(
                people: 0,
                leads: names.enumerated().map {
                    LeadTrackrLead(id: $0 + 1, uniqueIdentifier: $1, createdAt: .earliest)
                }
            ),
            OctanistMock(
                people: 0,
                leads: names.map { OctanistLead(id: "o_\($0)", email: "\($0)@example.com", createdAt: .earliest) }
            ),
            LeadpingMock(
                settings: settings,
                people: 0,
                leads: names.compactMap { LeadpingLead(id: $0, profile: "{}", createdAt: .earliest) }
            ),
            SendpilotMock(
                settings: pilot,
                people: 0,
                leads: names.map {
                    SendpilotLead(
                        id: $0,
                        linkedinUrl: "https://www.linkedin.com/in/\($0)",
                        campaignId: "camp_1",
                        createdAt: .earliest
                    )
                }
            ),
        ]
    }
}
