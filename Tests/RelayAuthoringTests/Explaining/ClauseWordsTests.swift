import RelayAuthoring
import RelayCore
import Testing

@Suite("The failing clause is told in plain words")
struct ClauseWordsTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let condition: String
        /// What stands under `data`.
        let data: String
        let sentence: String

        init(_ condition: String, _ data: String, _ sentence: String) {
            (self.condition, self.data, self.sentence) = (condition, data, sentence)
        }

        var testDescription: String { "\(condition) of \(data)" }
    }

    private func sentence(_ sample: Case) throws -> String {
        let event = try SampleRoutes.event(
            #"{"type": "lead.updated", "data": \#(sample.data)}"#,
            headers: ["x-origin": "import"]
        )
        let explanation = try SampleRoutes.table(when: sample.condition).explained(event)
        return explanation.entries[0].sentence
    }

    @Test(arguments: equalities + memberships + presences)
    func `whether it compares or asks for presence`(sample: Case) throws {
        #expect(try sentence(sample) == sample.sentence)
    }

    @Test(arguments: orders + texts + compositions)
    func `whether it compares sizes, texts or combines clauses`(sample: Case) throws {
        #expect(try sentence(sample) == sample.sentence)
    }

    @Test(arguments: obstacles)
    func `where it cannot be decided`(sample: Case) throws {
        let consequence = ", so the condition cannot be decided: its sends become dead letters"
        #expect(try sentence(sample) == sample.sentence + consequence)
    }

    static let equalities = [
        Case(
            "event.body.data.newStatus == 'OPPORTUNITY'",
            #"{"newStatus": "DONE"}"#,
            #"newStatus is "DONE", but the route wants "OPPORTUNITY""#
        ),
        Case(
            "'OPPORTUNITY' == event.body.data.newStatus",
            #"{"newStatus": "DONE"}"#,
            #"newStatus is "DONE", but the route wants "OPPORTUNITY""#
        ),
        Case(
            "event.body.data.s == 'DONE'",
            #"{"s": "Done"}"#,
            #"s is "Done", but the route wants "DONE" (case counts)"#
        ),
        Case(
            "event.body.data.s == 'DONE'",
            #"{"s": "DONE "}"#,
            #"s is "DONE ", but the route wants "DONE" (blanks count)"#
        ),
        Case(
            "event.body.data.s == 'OPPORTUNITY'",
            #"{"s": "OPORTUNITY"}"#,
            #"s is "OPORTUNITY", but the route wants "OPPORTUNITY" (is one of them misspelt?)"#
        ),
        Case(
            "event.body.data.count == 5",
            #"{"count": "5"}"#,
            #"count is "5", but the route wants 5 (the one is a text, the other a number)"#
        ),
        Case(
            "event.body.data.flag == 'true'",
            #"{"flag": true}"#,
            #"flag is true, but the route wants "true" (the one is true or false, the other a text)"#
        ),
        Case("event.body.data.s != 'DONE'", #"{"s": "DONE"}"#, #"s is "DONE", but the route wants anything but that"#),
        Case("event.body.data.s != ''", #"{"s": ""}"#, "s is empty, but the route wants something there"),
        Case("event.body.data.s == ''", #"{"s": "x"}"#, #"s is "x", but the route wants it to be empty"#),
        Case("event.body.data.s != null", #"{"s": null}"#, "s is null, but the route wants a value"),
        Case("event.body.data.s == null", #"{"s": 1.50}"#, "s is 1.5, but the route wants it to be null"),
        Case(
            "event.body.data.previousStatus != event.body.data.newStatus",
            #"{"previousStatus": "OPPORTUNITY", "newStatus": "OPPORTUNITY"}"#,
            #"previousStatus and newStatus are both "OPPORTUNITY", but the route wants them to differ"#
        ),
        Case(
            "event.body.data.?previousStatus.orValue('') != event.body.data.newStatus",
            #"{"newStatus": ""}"#,
            #"the event has no "previousStatus" in data and newStatus is empty, "#
                + "which counts as the same, but the route wants them to differ"
        ),
        Case(
            "event.body.data.before.status == event.body.data.after.status",
            #"{"before": {"status": "A"}, "after": {"status": "B"}}"#,
            #"before.status is "A" and after.status is "B", but the route wants them to be equal"#
        ),
        Case(
            "event.body.data.?s.orValue('') == 'DONE'",
            "{}",
            #"the event has no "s" in data, but the route wants "DONE""#
        ),
        Case(
            "event.body.data.?s.orValue('') == 'DONE'",
            #"{"s": "x"}"#,
            #"s is "x", but the route wants "DONE""#
        ),
        Case("event.type == 'deal.won'", "{}", #"the type is "lead.updated", but the route wants "deal.won""#),
        Case(
            "event.headers['x-origin'] == 'app'",
            "{}",
            #"the header "x-origin" is "import", but the route wants "app""#
        ),
        Case(
            "event.body.data.items[0].sku == 'A'",
            #"{"items": [{"sku": "B"}]}"#,
            #"sku is "B", but the route wants "A""#
        ),
        Case(
            "tables.label[event.body.data.s] == 'lost'",
            #"{"s": "OPPORTUNITY"}"#,
            #"what the table "label" has for s "OPPORTUNITY" is "1", but the route wants "lost""#
        ),
        Case(
            "event.body.data.s.lowerAscii() == 'won'",
            #"{"s": "Lost"}"#,
            #"s in small letters is "lost", but the route wants "won""#
        ),
        Case(
            "event.body.data.a + event.body.data.b == 4",
            #"{"a": 1, "b": 2}"#,
            #""event.body.data.a + event.body.data.b" is 3, but the route wants 4"#
        ),
        Case(
            "event.body.data.at == timestamp('2024-01-01T00:00:00Z')",
            #"{"at": true}"#,
            "at is true, but the route wants 2024-01-01T00:00:00Z"
        ),
    ]

    static let memberships = [
        Case(
            "event.body.data.newStatus in tables.label",
            #"{"newStatus": "ICP_MATCH"}"#,
            #"newStatus is "ICP_MATCH", which the table "label" does not have "#
                + "(it has OPPORTUNITY, NOT_INTERESTED, deal.won, deal.lost)"
        ),
        Case(
            "event.body.data.s in tables.label",
            #"{"s": "Opportunity"}"#,
            #"s is "Opportunity", which the table "label" does not have "#
                + #"(it has OPPORTUNITY, NOT_INTERESTED, deal.won, deal.lost) (case counts: there is "OPPORTUNITY")"#
        ),
        Case(
            "event.body.data.s in tables.none",
            #"{"s": "x"}"#,
            #"s is "x", which the table "none" does not have (it is empty)"#
        ),
        Case(
            "!(event.body.data.s in tables.label)",
            #"{"s": "deal.won"}"#,
            #"s is "deal.won", which the table "label" has, but the route wants what it does not have"#
        ),
        Case(
            "event.body.data.s in ['A', 'B', 'C']",
            #"{"s": "X"}"#,
            #"s is "X", but the route wants "A", "B" or "C""#
        ),
        Case(
            "event.body.data.s in ['QUALIFIED', 'LOST']",
            #"{"s": "QUALIFED"}"#,
            #"s is "QUALIFED", but the route wants "QUALIFIED" or "LOST" (did you mean "QUALIFIED"?)"#
        ),
        Case(
            "!(event.body.data.s in ['A', 'B'])",
            #"{"s": "A"}"#,
            #"s is "A", but the route wants anything but "A" or "B""#
        ),
        Case("'hot' in event.body.data.tags", #"{"tags": ["a", 1]}"#, #"tags does not have "hot"; it is ["a", 1]"#),
        Case("'hot' in event.body.data.tags", #"{"tags": []}"#, #"tags does not have "hot"; it is empty"#),
        Case(
            "event.body.data.n in tables.none",
            #"{"n": 5}"#,
            #"n is 5, which the table "none" does not have (it is empty)"#
        ),
        Case(
            "'hot' in event.body.data.?tags.orValue([])",
            "{}",
            #"the event has no "tags" in data"#
        ),
        Case("'email' in event.body.data", #"{"s": 1}"#, #"the event's data has no "email""#),
    ]

    static let presences = [
        Case("has(event.body.data.octanistLead)", "{}", #"the event has no "octanistLead" in data"#),
        Case("has(event.body.lead)", "{}", #"the event has no "lead""#),
        Case("has(event.headers.origin)", "{}", #"the event has no header "origin""#),
        Case(
            "!has(event.body.data.test)",
            #"{"test": 1}"#,
            #"the event has "test" in data, but the route wants it absent"#
        ),
        Case("event.body.data.?email.hasValue()", "{}", #"the event has no "email" in data"#),
        Case("event.body.data.active", #"{"active": false}"#, "active is false, but the route wants true"),
        Case("!event.body.data.test", #"{"test": true}"#, "test is true, but the route wants false"),
        Case(
            "event.body.data.?active.orValue(false)",
            "{}",
            #"the event has no "active" in data, but the route wants it to be true"#
        ),
        Case("false", "{}", "the route's condition says false for every event"),
    ]
}
