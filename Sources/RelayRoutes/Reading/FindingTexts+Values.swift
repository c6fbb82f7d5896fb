extension FindingText {
    /// What a field would hold, and where a request would go.
    static let values: [FindingText] = [
        FindingText(
            .valueNotAllowed,
            "a value that the API does not allow",
            meaning: """
                The field takes certain words, or a text of a certain form, and in some case it would be another. The \
                finding points at where the value is written: in the send, or at the entry of a table. Capitals count.
                """,
            stake: """
                The API answers 400 and the status is not set. One that accepts the word files it under nothing, and \
                reports lack it. Statuses differ from API to API: one table for each keeps them apart.
                """,
            wrong: #""octanist": { "OPPORTUNITY": "qualifed" }"#,
            right: #""octanist": { "OPPORTUNITY": "qualified" }"#
        ),
        FindingText(
            .fieldType,
            "a value of another kind than the field takes",
            meaning: """
                The field takes a text and would get a number, or the other way round. A text that is one {{ expression }} \
                as a whole keeps the kind of its value; with anything beside the braces it is a text.
                """,
            stake: """
                LeadTrackr's leadId is a number and all other ids are texts; sent as the other kind it finds nobody, or \
                is refused. string(), int() and double() convert.
                """,
            wrong: #""leadId": "{{ event.body.data.trackrId }}" where the event holds "1042""#,
            right: #""leadId": "{{ int(event.body.data.trackrId) }}""#
        ),
        FindingText(
            .moneyUnit,
            "cents where units belong, or units where cents belong",
            meaning: """
                The contract says whether an amount counts cents or whole units of the currency, and the expression is \
                known to give the other: units(…) makes units, cents(…) makes cents.
                """,
            stake: """
                The value is a hundred times off. Ad platforms bid by it: a sale of 50 that is reported as 5,000 spends \
                a budget within days, and a report of 0.50 stops a campaign that works.
                """,
            wrong: #""price": "{{ units(event.body.data.valueCents) }}""#,
            right: #""price": "{{ event.body.data.valueCents }}""#
        ),
        FindingText(
            .suspectUnit,
            "an amount whose name sounds like the other unit",
            meaning: """
                The field takes whole units of the currency, and it is given something whose name says cents, unconverted. \
                Names are no proof, so this is a warning.
                """,
            stake: """
                If the name is right, every value is a hundred times too high, and the platforms that bid by value \
                overpay for each of these leads. Compare one lead in the API with what was sold.
                """,
            wrong: #""value": "{{ event.body.data.valueCents }}""#,
            right: #""value": "{{ units(event.body.data.valueCents) }}""#,
            .inSend
        ),
        FindingText(
            .contradictingDocuments,
            "the API's documents disagree about a value",
            meaning: """
                The API is described in several documents, and this value stands in some of them only. Which one is right \
                for your account nobody but the API can say. 'leadrelay api show' lists them, and what was decided.
                """,
            stake: """
                If the account knows only the other words, the API answers 400 and the status is not set: a dead letter \
                for each event, and a lead that stays where it was. Try it on one lead first.
                """,
            wrong: #"{ "to": "sendpilot", "call": "updateStatus", "with": { "status": "OPPORTUNITY", … } }"#,
            right: #"{ …, "with": { "status": "OPPORTUNITY", … }, "accept": ["contradicting-documents"] }"#,
            .inSend
        ),
        FindingText(
            .documentationValue,
            "a value copied from a documentation",
            meaning: """
                The value is the example of the API's documents, or a placeholder such as a UUID of zeros. It has the \
                right form, so that nothing else would notice. Put your own there; it is found in the API's settings.
                """,
            stake: """
                A label that your account does not have is refused with 400, and then every conversion of that status is \
                missing. In the worst case it is somebody's: the example is in everybody's hands.
                """,
            wrong: #""label": { "OPPORTUNITY": "00000000-0000-0000-0000-000000000000" }"#,
            right: #""label": { "OPPORTUNITY": "6c1f4e0a-93d7-4f5e-8b21-5d0a7c9e3f14" }"#,
            .inSendOnly(otherwise: "In a table it cannot be accepted, only replaced.")
        ),
        FindingText(
            .consentMapped,
            "a table or a send decides about consent",
            meaning: """
                A word such as UNSUBSCRIBED says that a person takes back a consent. As the key of a table it is turned \
                into a status like any other; as a value it is set on a lead by a mapping.
                """,
            stake: """
                A person who unsubscribes and is recorded as "lost" may be contacted again from the other system, which \
                has never heard of the wish. An unsubscription wants somebody, or something, that knows what it means.
                """,
            wrong: #""octanist": { "UNSUBSCRIBED": "lost", "OPPORTUNITY": "qualified" }"#,
            right: #""octanist": { "OPPORTUNITY": "qualified" }"#,
            .inSendOnly(otherwise: "In a table it cannot be accepted: remove the entry, and handle it by itself.")
        ),
        FindingText(
            .unsafeBase,
            "a key would be sent in the clear",
            meaning: """
                "base" begins with http:// and leads off this machine, and the destination has a key. Without TLS \
                everybody on the way reads the key and the lead. To 127.0.0.1 and localhost http:// is let pass.
                """,
            stake: """
                Whoever has the key can read and change every lead of the account. And without TLS nobody knows who \
                answered: a stranger's 200 would count as a conversion that was delivered.
                """,
            wrong: #""base": "http://api.leadping.ai""#,
            right: #""base": "https://api.leadping.ai""#
        ),
        FindingText(
            .missingBase,
            "nobody says where the API is",
            meaning: """
                The API has no address of its own, as "http" has none, and the destination gives none either. The paths \
                of its calls stand behind "base".
                """,
            stake: """
                There is no host to send to, and none is ever taken from an event, because then whoever writes events \
                could choose who gets the key. Every delivery would fail.
                """,
            wrong: #""crm": { "api": "http", "key": { "env": "CRM_KEY" } }"#,
            right: #""crm": { "api": "http", "base": "https://crm.example.com/api" }"#
        ),
        FindingText(
            .missingKeyOfDestination,
            "an API wants a key and the destination has none",
            meaning: """
                The contract says how a key is shown, in a header or as a bearer token, and the destination has neither \
                "key" nor "auth". That may be meant where a proxy adds it, and is mostly forgotten.
                """,
            stake: """
                The first request gets a 401, and the destination pauses: everything for it waits until somebody has \
                put it right, and what waits longer than the age limit is never sent.
                """,
            wrong: #""octanist": { "api": "octanist" }"#,
            right: #""octanist": { "api": "octanist", "key": { "env": "OCTANIST_API_KEY" } }"#,
            .otherwise(
                "It cannot be accepted. Where a proxy adds the key, describe the API under \"apis\" with \"auth\": { \"none\": true }."
            )
        ),
        FindingText(
            .unsentKey,
            "a destination has a key, and nothing says how it is shown",
            meaning: """
                The contract of the API does not say in which header a key belongs, as that of "http" does not. The key is \
                read and never sent.
                """,
            stake: """
                Requests leave without it, and are refused, or taken where they should not be. Two destinations with the \
                same base do not share their rate either.
                """,
            wrong: #""crm": { "api": "http", "key": { "env": "CRM_KEY" } }"#,
            right:
                #""crm": { "api": "http", "auth": { "bearer": { "env": "CRM_KEY" } } }"#,
            .otherwise("It cannot be accepted. Say with \"auth\" how the key is shown, or leave it out.")
        ),
    ]
}
