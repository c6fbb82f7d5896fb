extension FindingText {
    /// Names that nothing has, names that nothing uses, and what lies outside of the file.
    static let references: [FindingText] = unknownNames + repeatedNames + signatures + outside + unused

    private static let unknownNames: [FindingText] = [
        FindingText(
            .unknownAPI,
            "a destination is an account at an API that is not known",
            meaning: """
                "api" names what the destination speaks: one of the APIs of 'leadrelay api list', or one that the file \
                describes itself under "apis". This name is neither.
                """,
            stake: """
                Without the contract nobody knows which fields a call takes and what an answer means, so that a refusal \
                could pass for a success. For an endpoint that has no contract there is "http".
                """,
            wrong: #""octanist": { "api": "octanits" }"#,
            right: #""octanist": { "api": "octanist" }"#
        ),
        FindingText(
            .unknownCall,
            "a call that the API does not have",
            meaning: """
                A send or a lookup asks the destination for something that its contract does not list. \
                'leadrelay api show NAME' shows what there is.
                """,
            stake: """
                The call decides the path, the method and what the answer means. A request to a path that is not there \
                gets a 404, which looks like a lead that is not there.
                """,
            wrong: #"{ "to": "sendpilot", "call": "updateState" }"#,
            right: #"{ "to": "sendpilot", "call": "updateStatus" }"#
        ),
        FindingText(
            .unknownDestination,
            "a send or a lookup goes to a destination that is not there",
            meaning: """
                "to" and "destination" name an entry under "destinations". They name the account, not the API, \
                because there may be two accounts at one.
                """,
            stake: """
                The send would have nowhere to go, and every event of the route would end as a dead letter. It cannot \
                be left out either: then the other system would never hear of the status.
                """,
            wrong: #""destinations": { "leadtrackr-eu": { … } }, … { "to": "leadtrackr" }"#,
            right: #""destinations": { "leadtrackr-eu": { … } }, … { "to": "leadtrackr-eu" }"#
        ),
        FindingText(
            .unknownSource,
            "a source is named that is not there",
            meaning: """
                "from" of a route or a test, or "echoes" of a destination, names an entry under "sources", and \
                there is none of this name. A route may also take "*", events of all sources.
                """,
            stake: """
                A route from nobody never sends. A destination whose "echoes" name nobody does not know its own \
                writes when they come back, and they are routed again, round and round.
                """,
            wrong: #""from": "crms""#,
            right: #""from": "crm""#
        ),
        FindingText(
            .unknownPreset,
            "a preset that is not known",
            meaning: """
                "preset" names a sender whose signature and events are known; 'leadrelay api presets' lists them. For \
                any other, say under "signature" how it signs, and where id, type and lead are found.
                """,
            stake: """
                Without the preset no signature can be verified, and every event would be answered with 401. Many \
                senders then switch the webhook off after some days.
                """,
            wrong: #""preset": "standard-webhook""#,
            right: #""preset": "standard-webhooks""#
        ),
        FindingText(
            .unknownRules,
            "an answer rule includes a list that is not there",
            meaning: """
                "include" puts a list of rules in its place: "first" and "last", which all APIs share, or one that the \
                contract has under "answers". This name is none of them.
                """,
            stake: """
                The rules decide what an answer means. If some are missing, a 401 may be taken for the fault of one \
                lead, and a thousand deliveries die one by one where the account should have been paused.
                """,
            wrong: #""answers": [{ "include": "frist" }]"#,
            right: #""answers": [{ "include": "first" }]"#
        ),
        FindingText(
            .circularRules,
            "lists of answer rules include each other in a circle",
            meaning: """
                One list includes another, which leads back to the first. No order of the rules can be made of them, so \
                none of these lists has a meaning.
                """,
            stake: """
                Without rules an answer means what its status says, and nothing more: a conversion that was queued \
                before could be sent again, and a bad key would kill deliveries one by one.
                """,
            wrong: #""answers": { "a": [{ "include": "b" }], "b": [{ "include": "a" }] }"#,
            right: #""answers": { "a": [{ "include": "b" }], "b": [{ "include": "last" }] }"#
        ),
    ]

    private static let repeatedNames: [FindingText] = [
        FindingText(
            .repeatedName,
            "two things have the same name",
            meaning: """
                Routes and tests need names that no other has, and so do the sends of one route. A send without a name \
                is called "to.call", so two calls of one kind to one destination need names.
                """,
            stake: """
                A delivery is known by its event, its route and its send. With two of one name, the second would be \
                taken for a repetition of the first and never be sent: half of the conversions would be missing.
                """,
            wrong:
                #"{ "to": "leadtrackr", "call": "updateLeadStatus" }, { "to": "leadtrackr", … }"#,
            right: #"{ "name": "label", "to": "leadtrackr", … }, { "name": "price", "to": "leadtrackr", … }"#
        ),
        FindingText(
            .repeatedPath,
            "two sources have the same path",
            meaning: """
                A sender is known by the path that it posts to, /hooks/NAME unless "path" says another. Two sources \
                with the same path cannot be told apart.
                """,
            stake: """
                One of them would never get an event, and events of the one would be verified with the secret of the \
                other: all of them refused, and with them every lead that they are about.
                """,
            wrong: #""crm": { "path": "/hooks/in" }, "shop": { "path": "/hooks/in" }"#,
            right: #""crm": { "path": "/hooks/crm" }, "shop": { "path": "/hooks/shop" }"#
        ),
    ]

    private static let signatures: [FindingText] = [
        FindingText(
            .unusableSignature,
            "a signature or handshake that cannot work as it is written",
            meaning: """
                The keys of a signature say together how a sender signs, and these leave something out or contradict each \
                other: a time that is signed and stands nowhere, a body that nothing covers, a public key in the form of \
                a secret. A handshake that nothing signs may only answer GET.
                """,
            stake: """
                Either no event could ever be verified, so that all of them are refused, or a stranger could change an \
                event and pass. Both end with statuses that are wrong or missing at every destination.
                """,
            wrong: #""signature": { "scheme": "hmac-sha256", "header": "X-Sign", "signed": "{timestamp}.{body}" }"#,
            right: #""signature": { …, "signed": "{timestamp}.{body}", "timestamp": { "header": "X-Time" } }"#
        ),
        FindingText(
            .missingPublicURL,
            "a signature covers the address, and the service does not know its own",
            meaning: """
                Twilio, Square and HubSpot sign the address that they post to. Behind a proxy the request no longer shows \
                it, and what the request says of its host could be anybody's word. So it has to stand under "service".
                """,
            stake: """
                No signature over the address can be verified without it: every event would be refused, or, where the \
                sender has an older scheme too, only the weaker one would count.
                """,
            wrong: #""service": { … }, "sources": { "phone": { "preset": "twilio", … } }"#,
            right: #""service": { "publicUrl": "https://hooks.example.com" }, …"#
        ),
    ]

    private static let outside: [FindingText] = [
        FindingText(
            .unreadableTable,
            "a table's file cannot be read",
            meaning: """
                The table lies in a file of comma-separated values, and that file is not there, has no such columns, or \
                holds one key with two values. The path begins in the folder of the routes file. \
                'leadrelay links set' makes the file.
                """,
            stake: """
                These tables say which lead of one system is which of another. Without the file, every delivery that \
                needs it would fail; with a doubtful one, the wrong lead would be marked as won.
                """,
            wrong: #""leadpingLead": { "file": "id.csv", "key": "sendpilot", "value": "leadping" }"#,
            right: #""leadpingLead": { "file": "ids.csv", "key": "sendpilot", "value": "leadping" }"#
        ),
        FindingText(
            .missingVariable,
            "an environment variable is not set here",
            meaning: """
                The file refers to a secret by the name of a variable, and where 'check' ran there is none, or it is \
                empty. That is common on the machine where a file is written, and fatal where it runs.
                """,
            stake: """
                'leadrelay run' does not start without it, on purpose: a missing key would pause the destination with \
                the first 401, and a missing webhook secret would refuse every event.
                """,
            wrong: "leadrelay run",
            right: "OCTANIST_API_KEY=… leadrelay run",
            .otherwise("It is a warning here, and an error where it is to run: 'check --secrets' says so beforehand.")
        ),
        FindingText(
            .missingFile,
            "the file of a secret cannot be read here",
            meaning: """
                The file refers to a secret by a path, and where 'check' ran nothing can be read there. Secrets that a \
                container gets as files, under /run/secrets, are only there in the container.
                """,
            stake: """
                'leadrelay run' does not start without it, on purpose: it would refuse every event, or be refused by \
                the API for every lead.
                """,
            wrong: #""key": { "file": "/run/secret/octanist" }"#,
            right: #""key": { "file": "/run/secrets/octanist" }"#,
            .otherwise("It is a warning here, and an error where it is to run: 'check --secrets' says so beforehand.")
        ),
    ]

    private static let unused: [FindingText] = [
        FindingText(
            .unusedLookup,
            "nothing uses a lookup",
            meaning: """
                No "if" and no field of any send speaks of this lookup, so it is never made. Often the expression that \
                was to use it speaks of another, or the send was removed and the lookup forgotten.
                """,
            stake: """
                If it is left over, nothing happens. If it was meant to be used, a send goes out without what it \
                would have learnt: to a lead that is found by less, or not found.
                """,
            wrong: #""lookups": { "lead": { … }, "person": { … } }, … "{{ lookup.person.email }}""#,
            right: #""lookups": { "person": { … } }, … "{{ lookup.person.email }}""#,
            .otherwise("It cannot be accepted: use the lookup, or remove it.")
        ),
        FindingText(
            .unusedTable,
            "nothing uses a table",
            meaning: """
                No expression speaks of this table. Often another table is used in its place, because one line was \
                copied from the other.
                """,
            stake: """
                Two tables with the same keys and different words are the common trap: with Octanist's table used for \
                Leadping, statuses are refused, or accepted and counted as something else.
                """,
            wrong: #""category": "{{ tables.octanist[event.type] }}""#,
            right: #""category": "{{ tables.category[event.type] }}""#,
            .otherwise("It cannot be accepted: use the table, or remove it.")
        ),
        FindingText(
            .unusedSource,
            "no route takes events of a source",
            meaning: """
                The source accepts events, and no route is "from" it. All of them are stored as unmatched and go \
                nowhere. That is a fair start, to see what a sender sends, and no end.
                """,
            stake: """
                The sender gets its 2xx and believes that all is well. The statuses that it reports reach nobody, and \
                nobody is told, because nothing has failed.
                """,
            wrong: #""sources": { "crm": { … }, "shop": { … } }, "routes": [{ "from": "crm", … }]"#,
            right: #""routes": [{ "from": "crm", … }, { "from": "shop", … }]"#,
            .otherwise("It cannot be accepted: route its events, or remove it.")
        ),
        FindingText(
            .unusedDestination,
            "nothing is sent to a destination",
            meaning: """
                No send and no lookup goes to this destination. Either it is left over, or a send that was meant for it \
                names another account of the same API.
                """,
            stake: """
                With two accounts at one API, a send to the wrong one may succeed: the key decides whose lead is \
                changed. Then one client's conversion is counted for another.
                """,
            wrong: #""destinations": { "octanist-nl": { … }, "octanist-de": { … } }, … { "to": "octanist-nl" }"#,
            right: #"{ "to": "octanist-nl", … }, { "to": "octanist-de", … }"#,
            .otherwise("It cannot be accepted: send to it, or remove it.")
        ),
    ]
}
