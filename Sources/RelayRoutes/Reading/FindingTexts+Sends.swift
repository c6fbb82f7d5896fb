extension FindingText {
    /// Fields and identifiers of a send.
    static let sends: [FindingText] = [
        FindingText(
            .unknownField,
            "a field that the call does not have",
            meaning: """
                "with" holds the fields of the call, flat, by the names of the contract; 'leadrelay api show' lists \
                them. This name is not among them.
                """,
            stake: """
                APIs pass over fields that they do not know and answer 200. A mistyped "price" is a conversion \
                without a value; a mistyped identifier is a request that finds nobody.
                """,
            wrong: #""with": { "uniqueIdentifer": "{{ event.lead }}" }"#,
            right: #""with": { "uniqueIdentifier": "{{ event.lead }}" }"#
        ),
        FindingText(
            .missingField,
            "a required field is never there",
            meaning: """
                The API requires this field, or one of several, and the send gives none, or one that comes to nothing in \
                every case. The finding says in which case, where it is not all of them.
                """,
            stake: """
                The API answers 400 to every one of these requests. Each becomes a dead letter, and none of them can be \
                replayed before the route is mended.
                """,
            wrong: #""with": { "uniqueIdentifier": "{{ event.lead }}" }"#,
            right: #""with": { "uniqueIdentifier": "{{ event.lead }}", "conversionId": "lost" }"#
        ),
        FindingText(
            .fieldMayBeMissing,
            "a required field may come to nothing",
            meaning: """
                The field is given by an expression that may come to nothing: an optional member, a null, a lookup that \
                has no such value. Such a field is left out of the request.
                """,
            stake: """
                Where that happens the API answers 400, or takes the lead's value for zero. Guard the send, so that it \
                is skipped on purpose, or say what stands there instead.
                """,
            wrong: #""outcome": "{{ event.body.data.?outcome }}""#,
            right: #""outcome": "{{ event.body.data.?outcome.orValue('Sold') }}""#,
            .inSend
        ),
        FindingText(
            .unprovenValue,
            "nobody says what a field will be",
            meaning: """
                The field takes a certain kind of value, and the expression gives whatever the event holds, of which no \
                description exists. It is a note: the check could not look further.
                """,
            stake: """
                If the event holds something else, the API refuses it, or converts it in its own way: "50,00" becomes \
                50 or 5000 or nothing. Describe the source's events, or convert it with string(), int() or cents().
                """,
            wrong: #""price": "{{ event.body.data.value }}""#,
            right: #""price": "{{ cents(event.body.data.value) }}""#,
            .inSendOnly(otherwise: "As a note it fails nothing, not even under --strict.")
        ),
        FindingText(
            .protectedField,
            "a field that says something about consent",
            meaning: """
                The record is read, changed and written back, and this member says whether a person may be written to. \
                The contract protects it: it goes back as it came, and no send may give it.
                """,
            stake: """
                To set a person's opt-out to false because a mapping said so means sending messages to somebody who has \
                forbidden it. Consent is changed where it was given, by the person.
                """,
            wrong: #""metadata": { "smsOptedOut": false, "product": "solar" }"#,
            right: #""metadata": { "product": "solar" }"#
        ),
        FindingText(
            .missingIdentifier,
            "nothing says which lead is meant",
            meaning: """
                The call finds its lead by an identifier, and the send gives none of those that it knows. For a call with \
                the lead in its path, that part of the path is not given.
                """,
            stake: """
                What an API does without one is not documented: it may answer 400, or find a lead that has no identifier \
                either, and mark that one as won.
                """,
            wrong: #""with": { "status": "won" }"#,
            right: #""with": { "id": "{{ event.body.data.octanistLead }}", "status": "won" }"#
        ),
        FindingText(
            .undecidableIdentifier,
            "the identifier may be missing or empty",
            meaning: """
                It cannot be shown that the identifier is there in every event that gets this far: it comes from an \
                optional member, from a lookup, or from events that nobody has described.
                """,
            stake: """
                Without it the send becomes a dead letter; with an empty one some APIs would find the wrong lead, which \
                is why an empty one is never sent. Guard it, so that the event is skipped and its reason can be seen.
                """,
            wrong: #""with": { "email": "{{ lookup.lead.email }}" }"#,
            right: #""if": "has(lookup.lead.email) && lookup.lead.email != null && lookup.lead.email != ''""#,
            .inSendOnly(otherwise: "Do so only if a dead letter is what you want of such an event.")
        ),
        FindingText(
            .ignoredIdentifier,
            "two identifiers are given, and one is ignored",
            meaning: """
                The API takes the identifiers in an order of its own and looks only at the first that is there. The \
                others are neither compared nor tried next. 'leadrelay api show' has the order.
                """,
            stake: """
                It looks like a safety net and is none: a stale leadId beside the right e-mail address updates the wrong \
                lead, or gives a 404 although the lead is there. Send exactly one.
                """,
            wrong: #""with": { "email": "{{ lookup.lead.email }}", "phone": "{{ lookup.lead.phone }}" }"#,
            right: #""with": { "email": "{{ lookup.lead.email }}" }"#,
            .inSend
        ),
        FindingText(
            .pathHole,
            "a part of a path would be empty",
            meaning: """
                The identifier stands in the path of the call, and this text is empty, or "." or "..", or holds a \
                character that must not stand there. A path with a hole in it names something else.
                """,
            stake: """
                PUT /leads//status may be understood as /leads/status, and a path with dots as the folder above: \
                another resource than the lead, with a write that was meant for it.
                """,
            wrong: #""with": { "id": "", "status": "DONE" }"#,
            right: #""with": { "id": "{{ event.lead }}", "status": "DONE" }"#
        ),
    ]
}
