extension FindingText {
    /// How routes work together, and what the tests say.
    static let together: [FindingText] = [
        FindingText(
            .unreachableRule,
            "an answer rule that no answer reaches",
            meaning: """
                The first rule that holds decides. A rule before this one has no "when" and takes the same statuses or \
                more, so this one never gets its turn. Rules of a destination stand before those of its API.
                """,
            stake: """
                What the rule was written for is decided otherwise: a retry that was meant to wait may count as dead. \
                Nothing says so when the answer comes.
                """,
            wrong: #"{ "status": "4xx", "verdict": "dead" }, { "status": 429, "verdict": "wait" }"#,
            right: #"{ "status": 429, "verdict": "wait" }, { "status": "4xx", "verdict": "dead" }"#,
            .otherwise("It cannot be accepted: move the rule, or remove it.")
        ),
        FindingText(
            .unreachableRoute,
            "a route that no event reaches",
            meaning: """
                A route before it takes all that this one would take, has no condition, and says "stop": true. Routes \
                are tried in the order of the file.
                """,
            stake: """
                This route never sends, and nothing says so later: its events are routed, only not by it. Every \
                destination that only it writes to hears nothing.
                """,
            wrong: #"{ "name": "all", "on": "*", "stop": true, … }, { "name": "sales", "on": "deal.won", … }"#,
            right: #"{ "name": "sales", "on": "deal.won", … }, { "name": "all", "on": "*", "stop": true, … }"#,
            .otherwise("It cannot be accepted: move the route, or give the one before it a \"when\".")
        ),
        FindingText(
            .neverEmitted,
            "a type of event that the source never sends",
            meaning: """
                The source's preset, or "types" in the source, lists the types of events that it sends, and nothing in \
                "on" matches any of them. Mostly it is mistyped; it may also be newer than the list.
                """,
            stake: """
                An exact filter on a name that is never sent goes silent without a word. Sendpilot renamed \
                lead.status.changed to lead.updated: whoever names only one of them hears nothing after the change.
                """,
            wrong: #""on": ["lead.status.changed", "lead.update"]"#,
            right: #""on": ["lead.status.changed", "lead.updated"]"#,
            .otherwise(
                "Where the type is newer than the list, write the list into the source: \"types\": [\"lead.updated\", …]."
            )
        ),
        FindingText(
            .orderWithoutLead,
            "an order within a lead that nobody names",
            meaning: """
                "order": "latest" and "onDead": "hold" say what happens among the deliveries of one lead, and neither the \
                source nor the route says where an event's lead is found. Each delivery then stands alone.
                """,
            stake: """
                Nothing is ever superseded and nobody waits: after an outage every old status is sent, in any order, and \
                the one that stays may be the oldest.
                """,
            wrong: #""crm": { "id": "body.id", "type": "body.type" }"#,
            right: #""crm": { "id": "body.id", "type": "body.type", "lead": "body.lead" }"#,
            .otherwise("It cannot be accepted: say where the lead is found, or leave the setting out.")
        ),
        FindingText(
            .neverReadFirst,
            "a read before each write that is never made",
            meaning: """
                "readBeforeWrite" has a lead read before it is written, where the API's contract says that a read shows \
                what the call writes. No send to this destination makes such a call, or each names its lead in a way that \
                the read does not take, or gives a field that no read shows.
                """,
            stake: """
                Everything is written as if the setting were not there: what a lead has already is written again, and an \
                attempt whose answer was lost stays in doubt.
                """,
            wrong: #""leads": { "api": "octanist", "readBeforeWrite": true }"#,
            right: #""leads": { "api": "octanist" }"#,
            .otherwise("It cannot be accepted: leave the setting out, or let a send give what can be read.")
        ),
        FindingText(
            .readHalvesRate,
            "half of the rate goes into reads",
            meaning: """
                "rate" counts every request, and with "readBeforeWrite" there are two for each write: the read and the \
                write. A lead that has it already takes only the read.
                """,
            stake: """
                After an outage it takes up to twice as long until all that waits is sent.
                """,
            wrong: #""leads": { "api": "sendpilot", "rate": "2/s", "readBeforeWrite": true }"#,
            right: #""leads": { "api": "sendpilot", "rate": "4/s", "readBeforeWrite": true }"#,
            .otherwise("There is nothing to accept: it is a remark, and fails nothing.")
        ),
        FindingText(
            .ownSource,
            "what is written comes back as an event",
            meaning: """
                The destination is an account at a service that also sends events here, and its events report what we \
                ourselves have written. With "echoes", an event that only repeats our own write is stored and not routed.
                """,
            stake: """
                Without it a status goes round: we write it, the service reports it, we send it on and write it again. \
                Each round is a conversion at an ad platform and a line in somebody's history.
                """,
            wrong: #""sendpilot": { "api": "sendpilot", "key": { … } }"#,
            right: #""sendpilot": { "api": "sendpilot", "key": { … }, "echoes": "sendpilot" }"#,
            .otherwise("It cannot be accepted: name the source that reports the writes.")
        ),
        FindingText(
            .forgottenDestinations,
            "an echo is not routed, and some will not hear of the write",
            meaning: """
                This send writes to a service whose echo is not routed. Other routes carry events of that service on to \
                destinations that this route does not send to: they learn of changes made there, and not of this one.
                """,
            stake: """
                A deal that is closed in the CRM is written to Sendpilot, and Octanist, which hears of leads only \
                through Sendpilot, keeps it open for ever. Send to it in this route as well.
                """,
            wrong: #""from": "crm", "send": [{ "to": "sendpilot", … }]"#,
            right: #""from": "crm", "send": [{ "to": "sendpilot", … }, { "to": "octanist", … }]"#,
            .inSend
        ),
        FindingText(
            .needlessAccept,
            "an acceptance of a warning that is not given",
            meaning: """
                "accept" names a code, and the send does not give that warning: any more, or because the code is \
                mistyped. Errors cannot be accepted at all.
                """,
            stake: """
                An acceptance that is left over swallows the next warning of its kind, which nobody has looked at: the \
                value that was fine to leave out last year may be the one that a new account requires.
                """,
            wrong: #""accept": ["won-without-value", "path-hole"]"#,
            right: #""accept": ["won-without-value"]"#,
            .otherwise("It cannot be accepted: remove the code.")
        ),
        FindingText(
            .testFailed,
            "one of the file's own tests fails",
            meaning: """
                Under "tests" stands an event and all that is to become of it, and something else became of it. The \
                finding shows what differs. A send that is not listed under "expect" fails the test too, unless it is \
                "partial".
                """,
            stake: """
                Either the routes do not do what was wanted, or what is wanted has changed. In the first case leads \
                would get a wrong status from the next event on, which is why nothing starts or reloads with it.
                """,
            wrong: #"{ "to": "octanist", "body": { "id": "oct_9", "status": "won", "value": 5000 } }"#,
            right: #"{ "to": "octanist", "body": { "id": "oct_9", "status": "won", "value": 50 } }"#
        ),
        FindingText(
            .noRoutes,
            "a file that routes nothing",
            meaning: """
                There is no entry under "routes", so every event that comes in is kept and goes nowhere. A file that is \
                only begun looks like this.
                """,
            stake: """
                The relay would take events, answer that all is well, and change no lead anywhere. Nobody would hear of \
                it before somebody misses a conversion.
                """,
            wrong: #"{ "sources": { … }, "destinations": { … } }"#,
            right: #"{ "sources": { … }, "destinations": { … }, "routes": [{ "name": "sales", … }] }"#,
            .otherwise("It cannot be accepted: write a route.")
        ),
    ]
}
