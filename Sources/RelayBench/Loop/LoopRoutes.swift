/// A routes file that takes Sendpilot's changes of status to three others, and back to Sendpilot as another status.
enum LoopRoutes {
    static let secrets = ["SENDPILOT_WEBHOOK_SECRET": secret, "KEY": "k"]
    static let secret = "s3cret"

    /// What outsiders set, in turn by the times that they come to a lead, and what is written back for each.
    static let changes = [
        (statuses: ["OPPORTUNITY", "MESSAGE_SENT", "REPLY_RECEIVED"], written: "DONE"),
        (statuses: ["CONNECTION_SENT", "CONNECTION_ACCEPTED", "PENDING"], written: "NOT_INTERESTED"),
    ]
    static let written = Set(changes.map(\.written))

    /// What is written back has a row too: an echo that is not recognised goes round, in view of the audit.
    private static var rows: [String] {
        changes.flatMap { change in change.statuses.map { "\"\($0)\": \"\(change.written)\"" } }
            + zip(changes, changes.reversed()).map { "\"\($0.written)\": \"\($1.written)\"" }
    }

    static var text: String {
        let destinations = EnduranceBench.apis.map { name in
            EnduranceRoutes.destination(name, name == "sendpilot" ? "\"echoes\": \"sendpilot\"," : "")
        }
        return """
            {
              "version": 1,
              "sources": {
                "sendpilot": {
                  "preset": "sendpilot", "secrets": [{ "env": "SENDPILOT_WEBHOOK_SECRET" }], "rate": "100000/s"
                }
              },
              "destinations": { \(destinations.joined(separator: ", ")) },
              "tables": { "back": { \(rows.joined(separator: ", ")) } },
              "routes": [{
                "name": "all", "from": "sendpilot", "on": ["lead.status.changed", "lead.updated"],
                "send": [
                  { "to": "leadtrackr", "call": "updateLeadStatus",
                    "with": { "uniqueIdentifier": "{{ event.lead }}", "conversionId": "lost" } },
                  { "to": "octanist", "call": "updateLead",
                    "with": { "email": "{{ event.lead + '@example.com' }}", "status": "qualified",
                              "note": "{{ event.id }}" } },
                  { "to": "leadping", "call": "setStatus",
                    "with": { "leadId": "{{ event.lead }}", "type": "Status", "outcome": "{{ event.id }}",
                              "category": "Qualified", "changeSource": "API" } },
                  { "to": "sendpilot", "call": "updateStatus",
                    "with": { "id": "{{ event.lead }}", "status": "{{ tables.back[event.body.data.newStatus] }}",
                              "note": "{{ event.id }}" } }
                ]
              }]
            }
            """
    }
}
