extension ClauseWordsTests {
    static let orders = [
        Case("event.body.data.score > 5", #"{"score": 3}"#, "score is 3, but the route wants more than 5"),
        Case("event.body.data.score >= 5", #"{"score": 3.25}"#, "score is 3.25, but the route wants at least 5"),
        Case("5 > event.body.data.score", #"{"score": 7}"#, "score is 7, but the route wants less than 5"),
        Case("!(event.body.data.score > 5)", #"{"score": 7}"#, "score is 7, but the route wants at most 5"),
        Case(
            "event.body.data.low < event.body.data.high",
            #"{"low": 9, "high": 2}"#,
            "low is 9 and high is 2, but the route wants the first to be less than the second"
        ),
        Case(
            "timestamp(event.body.data.at) > timestamp('2024-01-01T00:00:00Z')",
            #"{"at": "2023-05-01T10:00:00Z"}"#,
            "at is 2023-05-01T10:00:00Z, but the route wants later than 2024-01-01T00:00:00Z"
        ),
        Case(
            "size(event.body.data.tags) > 1",
            #"{"tags": ["a"]}"#,
            "the number of entries of tags is 1, but the route wants more than 1"
        ),
        Case(
            "event.body.data.name.size() < 3",
            #"{"name": "long"}"#,
            "the length of name is 4, but the route wants less than 3"
        ),
    ]

    static let texts = [
        Case(
            "event.body.data.email.endsWith('@example.com')",
            #"{"email": "a@example.org"}"#,
            #"email is "a@example.org", but the route wants a text that ends with "@example.com""#
        ),
        Case(
            "event.body.data.s.startsWith('deal.')",
            #"{"s": "Deal.won"}"#,
            #"s is "Deal.won", but the route wants a text that begins with "deal." (case counts)"#
        ),
        Case(
            "event.body.data.s.contains('won')",
            #"{"s": "lost"}"#,
            #"s is "lost", but the route wants a text that contains "won""#
        ),
        Case(
            "event.body.data.s.matches('^[0-9]+$')",
            #"{"s": "x1"}"#,
            #"s is "x1", but the route wants a text that fits the pattern "^[0-9]+$""#
        ),
        Case(
            "!event.body.data.email.endsWith('@test.example')",
            #"{"email": "a@test.example"}"#,
            #"email is "a@test.example", but the route wants one that does not end with "@test.example""#
        ),
    ]

    static let compositions = [
        Case(
            "event.body.data.s == 'A' || event.body.data.n > 5",
            #"{"s": "B", "n": 1}"#,
            #"s is "B", but the route wants "A", and n is 1, but the route wants more than 5"#
        ),
        Case(
            "event.body.data.s == 'A' || event.body.data.s == 'B'",
            #"{"s": "X"}"#,
            #"s is "X", but the route wants "A" or "B""#
        ),
        Case(
            "event.body.data.a == 1 && event.body.data.b == 2",
            #"{"a": 1, "b": 3}"#,
            "b is 3, but the route wants 2"
        ),
        Case(
            "event.body.data.missing == 1 && event.body.data.b == 2",
            #"{"b": 3}"#,
            "b is 3, but the route wants 2"
        ),
        Case(
            "!(event.body.data.s == 'A' || event.body.data.s == 'B')",
            #"{"s": "B"}"#,
            #"s is "B", but the route wants anything but that"#
        ),
        Case(
            "has(event.body.data.vip) ? event.body.data.n > 1 : event.body.data.n > 10",
            #"{"n": 5}"#,
            "n is 5, but the route wants more than 10"
        ),
        Case(
            "event.body.data.tags.exists(t, t == 'hot')",
            #"{"tags": ["a"]}"#,
            #"nothing in tags fits "t == 'hot'""#
        ),
        Case(
            "event.body.data.tags.all(t, t == 'hot')",
            #"{"tags": ["a"]}"#,
            #"not everything in tags fits "t == 'hot'""#
        ),
        Case(
            "cel.bind(s, event.body.data.s, s == 'A')",
            #"{"s": "DONE"}"#,
            #"the condition "cel.bind(s, event.body.data.s, s == 'A')" is not true; it saw event.body.data.s = "DONE""#
        ),
    ]

    static let obstacles = [
        Case("event.body.data.newStatus == 'DONE'", "{}", #"the event has no "newStatus" in data"#),
        Case("event.body.lead.status == 'DONE'", "{}", #"the event has no "lead""#),
        Case("event.lead == 'lead_1'", "{}", "the event has no lead"),
        Case("event.occurredAt > event.receivedAt", "{}", "the event does not say when it happened"),
        Case("event.headers.origin == 'x'", "{}", #"the event has no header "origin""#),
        Case(
            "event.body.data.s.inner == 'x'",
            #"{"s": "text"}"#,
            #"s is "text", a text, so it has no "inner""#
        ),
        Case(
            "tables.label[event.body.data.s] == 'lost'",
            #"{"s": "ICP_MATCH"}"#,
            #"s is "ICP_MATCH", for which the table "label" has nothing"#
        ),
        Case(
            "event.body.data.items[2] == 'x'",
            #"{"items": ["a"]}"#,
            "items has one entry, so there is none at position 2 (the first is at 0)"
        ),
        Case(
            "event.body.data.count > 5",
            #"{"count": "7"}"#,
            #"count is "7", a text, which cannot be compared with 5, a number"#
        ),
        Case(
            "event.body.data.s.startsWith('x')",
            #"{"s": 5}"#,
            "s is 5, a number, but the route wants a text there"
        ),
        Case(
            "event.body.data.active",
            #"{"active": "yes"}"#,
            #"active is "yes", a text, but the route wants true or false"#
        ),
        Case(
            "event.body.data.a == 1 && event.body.data.active",
            #"{"a": 1, "active": "yes"}"#,
            #"active is "yes", a text, but the route wants true or false"#
        ),
        Case(
            "event.body.data.items.exists(i, i.sku == 'A')",
            #"{"items": [{"name": "x"}]}"#,
            #""i" has no "sku""#
        ),
        Case("1 / event.body.data.n == 1", #"{"n": 0}"#, "the condition divides by zero"),
    ]
}
