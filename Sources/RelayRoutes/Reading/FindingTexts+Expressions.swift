extension FindingText {
    /// Expressions, templates, and what they may stumble over.
    static let expressions: [FindingText] = [
        FindingText(
            .expression,
            "an expression cannot be understood",
            meaning: """
                The text is no CEL, or speaks of a name, a table or a function that there is not, or gives something \
                else than belongs there: "when" and "if" must be true or false. The place is that of the mistake \
                within the text. 'leadrelay eval' lets you try an expression over an event.
                """,
            stake: """
                A condition that cannot be evaluated is neither true nor false: to leave the send out would lose a \
                conversion, and to make it would send one that nobody wanted. So nothing runs with it.
                """,
            wrong: #""when": "event.type = 'deal.won'""#,
            right: #""when": "event.type == 'deal.won'""#
        ),
        FindingText(
            .template,
            "a text with {{ }} cannot be understood",
            meaning: """
                An expression between braces has no end, or its brackets and quotation marks do not match. A text that \
                is to hold two braces as they are writes them as an expression: {{ '{{' }}.
                """,
            stake: """
                If it were sent as it stands, the lead would be given a status such as "{{ event.lead", or a note with \
                half an expression in it. Most APIs would store that.
                """,
            wrong: #""id": "{{ event.lead""#,
            right: #""id": "{{ event.lead }}""#
        ),
        FindingText(
            .lookupTooEarly,
            "a lookup is needed before it is made",
            meaning: """
                "when" and "lead" are decided before the sender gets its 2xx, without asking anybody. Lookups are made \
                later, when it is the delivery's turn. What depends on them stands in "if", or in a field. \
                A lookup cannot need another either.
                """,
            stake: """
                A sender waits some seconds at most. If a lookup stood in the way of the answer, a slow API would make \
                senders give up and events would be lost; and the lead decides the order, which must be known at once.
                """,
            wrong: #""when": "lookup.lead.email != ''""#,
            right: #""if": "lookup.lead.email != ''""#
        ),
        FindingText(
            .neverHolds,
            "a condition that is never true",
            meaning: """
                In every case that can come about, this condition is false: it asks for a type that the route does not \
                take, a word that no table has, or for two things that exclude each other. What it guards is never sent.
                """,
            stake: """
                Nothing fails and nothing is reported: the events count as unmatched, the send as not planned. It is \
                noticed when somebody asks where a month of conversions has gone.
                """,
            wrong: #""on": ["deal.won", "deal.lost"], "when": "event.type == 'deal.win'""#,
            right: #""on": ["deal.won", "deal.lost"], "when": "event.type == 'deal.won'""#,
            .otherwise("It cannot be accepted. To leave a route out for a while, write \"enabled\": false.")
        ),
        FindingText(
            .mayBeAbsent,
            "something is read that is not in every event",
            meaning: """
                The description of the source's events, or of a lookup's answer, does not promise this member, or has \
                never heard of it. Reading what is not there is an error and not an empty text: the send becomes a dead \
                letter with the cause 'condition' or 'render'.
                """,
            stake: """
                Events without the member end as dead letters, although nothing is wrong with them. Sendpilot for one \
                does not promise previousStatus, and a lead's first status, which starts everything, has none before it.
                """,
            wrong: #""when": "event.body.data.previousStatus != event.body.data.newStatus""#,
            right: #""when": "event.body.data.?previousStatus.orValue('') != event.body.data.newStatus""#,
            .inSendOnly(otherwise: "In a \"when\" or \"if\" it cannot be accepted, only guarded.")
        ),
        FindingText(
            .unprovenPresence,
            "nobody says whether what is read is there",
            meaning: """
                The source has no description of its events, so that nobody can know whether this member is in all of \
                them. It is a note: it says what the check could not look into, not that something is wrong.
                """,
            stake: """
                Where it is missing after all, the send becomes a dead letter. A description under "events", a JSON \
                Schema for each type, lets the check prove this and every field that is made of it.
                """,
            wrong: #""crm": { "preset": "standard-webhooks", "lead": "body.data.lead" }"#,
            right: #""crm": { …, "events": { "*": { "type": "object", "required": ["data"], "properties": { … } } } }"#,
            .inSendOnly(otherwise: "As a note it fails nothing, not even under --strict.")
        ),
        FindingText(
            .noSuchEntry,
            "a table certainly has no entry for a case",
            meaning: """
                The condition lets a case through for which the table has no entry. It is known beforehand: the words \
                that can stand here are listed, in "on", in the condition or in another table.
                """,
            stake: """
                Each event of that case becomes a dead letter. It is the classic of two tables that should have the \
                same keys: a status was added to the one that guards, and forgotten in the one that is read.
                """,
            wrong: #""on": ["deal.won", "deal.lost"], … "{{ tables.label[event.type] }}" with { "deal.won": … }"#,
            right: #""label": { "deal.won": "e27b9d58-…", "deal.lost": "lost" }"#
        ),
        FindingText(
            .tableMiss,
            "a table may have no entry for what comes",
            meaning: """
                A table is read with a key that comes from outside, and nothing makes sure that it has an entry. A \
                missing entry is an error and not a default, because a status that nobody mapped means nothing yet.
                """,
            stake: """
                Sendpilot alone has 35 statuses, of which its webhook documents name eight. Every one that the table does \
                not have would become a dead letter, among which the real ones are overlooked.
                """,
            wrong: #""with": { "conversionId": "{{ tables.label[event.body.data.newStatus] }}" }"#,
            right: #""when": "event.body.data.newStatus in tables.label", "with": { … }"#,
            .inSendOnly(otherwise: "Accept it where a dead letter is what you want of an unknown word.")
        ),
    ]
}
