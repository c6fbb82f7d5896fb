extension BrokenRoutes {
    static let meaningful: [BrokenRoutes] = references + expressions + fields + money + together

    private static let references: [BrokenRoutes] = [
        .meaning(
            "an API that there is not",
            "\"api\": \"octanist\"",
            "\"api\": \"octanits\"",
            ("unknown-api", "\"octanits\"", 0)
        ),
        .meaning(
            "a preset that there is not",
            "\"preset\": \"standard-webhooks\"",
            "\"preset\": \"standard-webhook\"",
            ("unknown-preset", "\"standard-webhook\"", 0)
        ),
        .meaning(
            "a signature over the address, which nobody says",
            "\"preset\": \"standard-webhooks\"",
            "\"preset\": \"square\"",
            ("missing-public-url", "\"crm\": {", 0)
        ),
        .meaning(
            "a time that is signed and stands nowhere",
            "\"preset\": \"standard-webhooks\"",
            "\"signature\": { \"scheme\": \"hmac-sha256\", \"header\": \"X-S\", \"signed\": \"{timestamp}{body}\" }",
            ("unusable-signature", "{ \"scheme\"", 0)
        ),
        .meaning(
            "a source that there is not",
            "\"enabled\": false,\n      \"from\": \"crm\"",
            "\"enabled\": false,\n      \"from\": \"crms\"",
            ("unknown-source", "\"crms\"", 0)
        ),
        .meaning(
            "a destination that there is not",
            "\"to\": \"sendpilot\",\n          \"call\": \"updateStatus\"",
            "\"to\": \"sendpilots\",\n          \"call\": \"updateStatus\"",
            ("unknown-destination", "\"sendpilots\"", 0)
        ),
        .meaning(
            "a call that there is not",
            "\"updateStatus\"",
            "\"updateState\"",
            ("unknown-call", "\"updateState\"", 0)
        ),
        .meaning(
            "echoes of nobody",
            "\"echoes\": \"sendpilot\"",
            "\"echoes\": \"sendplot\"",
            ("unknown-source", "\"sendplot\"", 0)
        ),
        .meaning(
            "two routes of one name",
            "\"name\": \"deal closed\"",
            "\"name\": \"outreach status\"",
            ("repeated-name", "\"outreach status\",\n      \"from\": \"crm\"", 0)
        ),
        .meaning(
            "a key that stands twice",
            "\"rate\": \"240/60s\"",
            "\"rate\": \"1/s\", \"rate\": \"240/60s\"",
            ("repeated-key", "\"rate\": \"240/60s\"", 0)
        ),
        .meaning(
            "text behind the file",
            "\"expect\": []\n    },\n    {\n      \"name\": \"won:",
            "\"expect\": [],\n    },\n    {\n      \"name\": \"won:",
            ("not-json", ",\n    },\n    {\n      \"name\": \"won:", 6)
        ),
    ]

    private static let expressions: [BrokenRoutes] = [
        .meaning(
            "a condition with one equals sign",
            "event.body.data.newStatus\",\n      \"send\"",
            "event.body.data.newStatus = 'X'\",\n      \"send\"",
            ("expression", "= 'X'", 0)
        ),
        .meaning(
            "a condition that is no truth value",
            "\"when\": \"has(event.body.data.octanistLead)\"",
            "\"when\": \"event.body.data.octanistLead\"",
            ("expression", "event.body.data.octanistLead\",\n          \"with\"", 15)
        ),
        .meaning(
            "a table that there is not",
            "\"event.body.data.newStatus in tables.label\"",
            "\"event.body.data.newStatus in tables.lable\"",
            ("expression", "tables.lable", 6)
        ),
        .meaning(
            "a name that there is not",
            "\"email\": \"{{ lookup.lead.email }}\"",
            "\"email\": \"{{ lookups.lead.email }}\"",
            ("expression", "lookups.lead.email", 0)
        ),
        .meaning(
            "a field that the event has not",
            "!= event.body.data.newStatus\"",
            "!= event.body.data.newState\"",
            ("may-be-absent", "event.body.data.newState\"", 15)
        ),
        .meaning(
            "braces that are not closed",
            "\"id\": \"{{ event.lead }}\", \"status\"",
            "\"id\": \"{{ event.lead\", \"status\"",
            ("template", "{{ event.lead\", \"status\"", 0)
        ),
        .meaning(
            "a lookup before it is made",
            "\"when\": \"event.body.data.newStatus in tables.octanist\"",
            "\"when\": \"lookup.lead.email != ''\"",
            ("lookup-too-early", "\"lookup.lead.email != ''\"", 1)
        ),
        .meaning(
            "a field that may be missing",
            "event.body.data.?previousStatus.orValue('')",
            "event.body.data.previousStatus",
            ("may-be-absent", "event.body.data.previousStatus !=", 15)
        ),
        .meaning(
            "a condition that never holds",
            "\"when\": \"event.body.data.newStatus in tables.label\"",
            "\"when\": \"event.type == 'lead.deleted'\"",
            ("never-holds", "\"event.type == 'lead.deleted'\"", 0)
        ),
        .meaning(
            "a table entry without a guard",
            "\"when\": \"event.body.data.newStatus in tables.label\",\n",
            "",
            ("table-miss", "tables.label[event.body.data.newStatus]", 12)
        ),
        .meaning(
            "an entry that is certainly not there",
            "\"dealLabel\": { \"deal.won\": \"e27b9d58-1c46-4a83-b0f7-94d63a5c8e02\", \"deal.lost\": \"lost\" }",
            "\"dealLabel\": { \"deal.won\": \"e27b9d58-1c46-4a83-b0f7-94d63a5c8e02\" }",
            ("no-such-entry", "tables.dealLabel[event.type]", 16)
        ),
    ]

    private static let fields: [BrokenRoutes] = [
        .meaning(
            "a field that the call has not",
            "\"uniqueIdentifier\": \"{{ event.lead }}\",\n            \"conversionId\": \"{{ tables.dealLabel",
            "\"uniqueIdentifer\": \"{{ event.lead }}\",\n            \"conversionId\": \"{{ tables.dealLabel",
            ("unknown-field", "\"uniqueIdentifer\"", 0)
        ),
        .meaning(
            "a required field that is not given",
            "\"outcome\": \"{{ tables.outcome[event.type] }}\",\n",
            "",
            ("missing-field", "\"when\": \"event.lead in tables.leadpingLead\",\n          \"with\": {", 63)
        ),
        .meaning(
            "no identifier",
            "\"uniqueIdentifier\": \"{{ event.lead }}\",\n            \"conversionId\": \"{{ tables.dealLabel",
            "\"conversionId\": \"{{ tables.dealLabel",
            ("missing-identifier", "{\n            \"conversionId\": \"{{ tables.dealLabel", 0)
        ),
        .meaning(
            "two identifiers",
            "\"email\": \"{{ lookup.lead.email }}\",",
            "\"email\": \"{{ lookup.lead.email }}\", \"phone\": \"+31612345678\",",
            ("ignored-identifier", "\"+31612345678\"", 0)
        ),
        .meaning(
            "an identifier that may be missing",
            "\"if\": \"has(lookup.lead.email) && lookup.lead.email != null && lookup.lead.email != ''\",\n",
            "",
            ("undecidable-identifier", "\"{{ lookup.lead.email }}\"", 0),
            ("may-be-absent", "lookup.lead.email }}", 11)
        ),
        .meaning(
            "a word that the API does not know",
            "\"octanist\": { \"OPPORTUNITY\": \"qualified\"",
            "\"octanist\": { \"OPPORTUNITY\": \"qualifed\"",
            ("value-not-allowed", "\"qualifed\"", 0)
        ),
        .meaning(
            "a word of another case",
            "\"OPPORTUNITY\": \"Qualified\"",
            "\"OPPORTUNITY\": \"qualified\",\n      \"MEETING\": \"Qualified\"",
            ("value-not-allowed", "\"qualified\",\n", 0),
            ("no-such-entry", "tables.outcome[event.body.data.newStatus]", 14)
        ),
        .meaning(
            "a label that is no UUID",
            "\"6c1f4e0a-93d7-4f5e-8b21-5d0a7c9e3f14\",\n      \"NOT_INTERESTED\": \"lost\"",
            "\"won\",\n      \"NOT_INTERESTED\": \"lost\"",
            ("value-not-allowed", "\"won\",\n", 0)
        ),
        .meaning(
            "a number where a text belongs",
            "\"changeSource\": \"API\"\n          }\n        }\n      ]\n    },\n    {\n      \"name\": \"deal closed\"",
            "\"changeSource\": \"API\", \"notes\": 5\n          }\n        }\n      ]\n    },\n    {\n      \"name\": \"deal closed\"",
            ("field-type", "5\n", 0)
        ),
        .meaning(
            "a text where a number belongs",
            "\"price\": \"{{ event.body.data.?valueCents }}\"",
            "\"price\": \"{{ event.body.data.?product }}\"",
            ("field-type", "\"{{ event.body.data.?product }}\"", 0)
        ),
        .meaning(
            "a label of the documentation",
            "\"6c1f4e0a-93d7-4f5e-8b21-5d0a7c9e3f14\",\n      \"NOT_INTERESTED\": \"lost\"",
            "\"a1b2c3d4-e5f6-7890-abcd-ef1234567890\",\n      \"NOT_INTERESTED\": \"lost\"",
            ("documentation-value", "\"a1b2c3d4-e5f6-7890-abcd-ef1234567890\"", 0)
        ),
        .meaning(
            "a label of zeros",
            "\"e27b9d58-1c46-4a83-b0f7-94d63a5c8e02\", \"deal.lost\"",
            "\"00000000-0000-0000-0000-000000000000\", \"deal.lost\"",
            ("documentation-value", "\"00000000-0000-0000-0000-000000000000\"", 0)
        ),
        .meaning(
            "a consent in a table",
            "\"octanist\": { \"OPPORTUNITY\"",
            "\"octanist\": { \"UNSUBSCRIBED\": \"lost\", \"OPPORTUNITY\"",
            ("consent-mapped", "\"lost\", \"OPPORTUNITY\"", 0)
        ),
        .meaning(
            "a status that the documents disagree on",
            "\"id\": \"{{ event.lead }}\", \"status\": \"DONE\"",
            "\"id\": \"{{ event.lead }}\", \"status\": \"OPPORTUNITY\"",
            ("contradicting-documents", "\"status\": \"OPPORTUNITY\" }", 10)
        ),
        .meaning(
            "a status of no document",
            "\"id\": \"{{ event.lead }}\", \"status\": \"DONE\"",
            "\"id\": \"{{ event.lead }}\", \"status\": \"FINISHED\"",
            ("value-not-allowed", "\"FINISHED\"", 0)
        ),
        .meaning(
            "a hole in a path",
            "\"id\": \"{{ event.lead }}\", \"status\"",
            "\"id\": \"\", \"status\"",
            ("path-hole", "\"\", \"status\"", 0)
        ),
        .meaning(
            "a consent field in a record",
            "\"metadata\": { \"product\"",
            "\"metadata\": { \"smsOptedOut\": false, \"product\"",
            ("protected-field", "\"smsOptedOut\"", 0)
        ),
        .meaning(
            "a reason without a loss",
            "\"lossReason\": \"{{ event.type == 'deal.lost' ? event.body.data.?reason : optional.none() }}\"",
            "\"lossReason\": \"none\"",
            ("loss-reason-without-lost", "\"none\"", 0)
        ),
        .meaning(
            "a sale without a value that nobody accepted",
            "},\n          \"accept\": [\"won-without-value\"]",
            "}",
            ("won-without-value", "\"{{ event.type == 'deal.won' ? 'won' : 'lost' }}\"", 0)
        ),
    ]

    private static let money: [BrokenRoutes] = [
        .meaning(
            "cents where units belong",
            "event.body.data.?valueCents.optMap(c, units(c))",
            "event.body.data.?valueCents",
            ("suspect-unit", "\"{{ event.type == 'deal.won' ? event.body.data.?valueCents : optional", 0)
        ),
        .meaning(
            "units where cents belong",
            "\"price\": \"{{ event.body.data.?valueCents }}\"",
            "\"price\": \"{{ event.body.data.?valueCents.optMap(c, units(c)) }}\"",
            ("money-unit", "\"{{ event.body.data.?valueCents.optMap(c, units(c)) }}\"", 0)
        ),
        .meaning(
            "cents made of cents",
            "event.body.data.?valueCents.optMap(c, units(c))",
            "event.body.data.?valueCents.optMap(c, cents(c))",
            ("money-unit", "\"{{ event.type == 'deal.won' ? event.body.data.?valueCents.optMap(c, cents(c))", 0)
        ),
        .meaning(
            "cents with a default where units belong",
            "\"{{ event.type == 'deal.won' ? event.body.data.?valueCents.optMap(c, units(c)) : optional.none() }}\"",
            "\"{{ event.body.data.?valueCents.orValue(0) }}\"",
            ("suspect-unit", "\"{{ event.body.data.?valueCents.orValue(0) }}\"", 0),
            ("needless-accept", "\"won-without-value\"]", 0)
        ),
        .meaning(
            "cents as a text where units belong",
            "\"{{ event.type == 'deal.won' ? event.body.data.?valueCents.optMap(c, units(c)) : optional.none() }}\"",
            "\"{{ string(event.body.data.?valueCents.orValue(0)) }}\"",
            ("suspect-unit", "\"{{ string(event.body.data.?valueCents.orValue(0)) }}\"", 0),
            ("needless-accept", "\"won-without-value\"]", 0)
        ),
        .meaning(
            "cents within a text where units belong",
            "\"{{ event.type == 'deal.won' ? event.body.data.?valueCents.optMap(c, units(c)) : optional.none() }}\"",
            "\"{{ event.body.data.?valueCents.orValue(0) }}.00\"",
            ("suspect-unit", "\"{{ event.body.data.?valueCents.orValue(0) }}.00\"", 0),
            ("needless-accept", "\"won-without-value\"]", 0)
        ),
        .meaning(
            "cents taken for units once more",
            "\"price\": \"{{ event.body.data.?valueCents }}\"",
            "\"price\": \"{{ event.body.data.?valueCents.optMap(c, cents(c)) }}\"",
            ("suspect-unit", "\"{{ event.body.data.?valueCents.optMap(c, cents(c)) }}\"", 0)
        ),
        .meaning(
            "a fraction of a cent",
            "\"price\": \"{{ event.body.data.?valueCents }}\"",
            "\"price\": 50.005",
            ("value-not-allowed", "50.005", 0)
        ),
    ]

    private static let together: [BrokenRoutes] = [
        .meaning(
            "a route that nothing reaches",
            "\"name\": \"deal closed\",",
            "\"name\": \"all\", \"from\": \"*\", \"on\": \"*\", \"stop\": true, \"send\": [{ \"to\": \"octanist\", \"call\": \"check\" }] },\n    { \"name\": \"deal closed\",",
            ("unreachable-route", "\"deal closed\"", 0)
        ),
        .meaning(
            "a type that is never sent",
            "\"lead.status.changed\", \"lead.updated\"]",
            "\"lead.status.changed\", \"lead.update\"]",
            ("never-emitted", "\"lead.update\"]", 0)
        ),
        .meaning(
            "a write that comes back unnoticed",
            "\"echoes\": \"sendpilot\",\n",
            "",
            ("own-source", "\"sendpilot\",\n      \"key\"", 0)
        ),
        .meaning(
            "destinations that never hear of it",
            """
                    {
                      "to": "leadping",
                      "call": "setStatus",
                      "when": "event.lead in tables.leadpingLead",
                      "with": {
                        "leadId": "{{ tables.leadpingLead[event.lead] }}",
                        "type": "Status",
                        "outcome": "{{ tables.outcome[event.type] }}",
                        "category": "{{ tables.category[event.type] }}",
                        "changeSource": "API"
                      }
                    },
            """ + "\n",
            "",
            ("forgotten-destinations", "\"sendpilot\",\n          \"call\": \"updateStatus\"", 0)
        ),
        .meaning(
            "a lookup that nobody uses",
            "\"lookups\": {\n    \"lead\":",
            "\"lookups\": {\n    \"spare\": { \"destination\": \"sendpilot\", \"call\": \"getLead\", \"with\": { \"id\": \"lead_1\" } },\n    \"lead\":",
            ("unused-lookup", "\"spare\"", 0)
        ),
        .meaning(
            "a table that nobody uses",
            "\"tables\": {",
            "\"tables\": {\n    \"spare\": { \"a\": \"b\" },",
            ("unused-table", "\"spare\"", 0)
        ),
        .meaning(
            "a key sent in the clear",
            "\"rate\": \"240/60s\"",
            "\"base\": \"http://api.leadping.ai\"",
            ("unsafe-base", "\"http://api.leadping.ai\"", 0)
        ),
        .meaning(
            "an account without a key",
            "\"key\": { \"env\": \"LEADPING_API_KEY\" }, ",
            "",
            ("destination-without-key", "\"leadping\": { \"api\"", 0)
        ),
        .meaning(
            "a key that is not sent",
            "\"destinations\": {",
            "\"destinations\": {\n    \"plain\": { \"api\": \"http\", \"base\": \"https://a.example\", \"key\": { \"env\": \"PLAIN_KEY\" } },",
            ("key-not-sent", "{ \"env\": \"PLAIN_KEY\" }", 0),
            ("unused-destination", "\"plain\"", 0)
        ),
        .meaning(
            "an acceptance of nothing",
            "\"accept\": [\"won-without-value\"]",
            "\"accept\": [\"won-without-value\", \"path-hole\"]",
            ("needless-accept", "\"path-hole\"", 0)
        ),
        .meaning(
            "a test that fails",
            "\"status\": \"won\", \"value\": 50 }",
            "\"status\": \"won\", \"value\": 5000 }",
            ("test-failed", "{ \"to\": \"octanist\", \"body\": { \"id\": \"oct_9\"", 0)
        ),
    ]
}
