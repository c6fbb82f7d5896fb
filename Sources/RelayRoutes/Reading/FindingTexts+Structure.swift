extension FindingText {
    /// What is wrong with the file's structure.
    static let structure: [FindingText] = [
        FindingText(
            .notJSON,
            "the file is no JSON",
            meaning: """
                At this place the text stops being JSON: a comma too many, a bracket that is missing, a text without its \
                quotation mark. Everything behind it is unread, so this is the only finding until it is mended.
                """,
            stake: """
                A running leadrelay refuses such a file whole and keeps the configuration that it has; one that starts \
                does not start. Senders then get no 2xx, and many of them give up after some hours: those leads are lost.
                """,
            wrong: #""expect": [],"# + "\n}",
            right: #""expect": []"# + "\n}"
        ),
        FindingText(
            .repeatedKey,
            "a key stands twice in one object",
            meaning: """
                JSON lets a name stand twice, and readers take the last one. Whoever wrote the first meant it too, so \
                neither can be taken for right. Remarks, "//", may stand as often as you like.
                """,
            stake: """
                The usual cause is a copied line: two "conversionId" in one send, of which the old one wins. Every \
                lead then gets the wrong label, and the ad platforms learn from it.
                """,
            wrong: #""rate": "1/s", "rate": "240/60s""#,
            right: #""rate": "240/60s""#
        ),
        FindingText(
            .unknownKey,
            "a key that the format does not know",
            meaning: """
                The object has a key that means nothing there. Mostly it is mistyped, or stands one level too high or \
                too low; the finding names the key that is nearest, or all that the object takes.
                """,
            stake: """
                A key that is passed over is a wish that is not granted. A mistyped "when" sends what it should \
                have held back, a mistyped "accept" or "rate" does nothing at all, and nobody is told.
                """,
            wrong: #""octanist": { "api": "octanist", "retrys": { "attempts": 5 } }"#,
            right: #""octanist": { "api": "octanist", "retry": { "attempts": 5 } }"#
        ),
        FindingText(
            .missingKey,
            "a key that must be there is not",
            meaning: """
                The object cannot be understood without this key: a route has a name, a send has a destination and a \
                call, a source has a preset or a signature of its own. A source whose scheme signs also needs "secrets".
                """,
            stake: """
                What is missing cannot be guessed. A source without a secret would have to take events from anybody, \
                and anybody could then mark leads as won; a test without "expect" would prove nothing.
                """,
            wrong: #"{ "to": "octanist", "with": { "id": "{{ event.lead }}" } }"#,
            right: #"{ "to": "octanist", "call": "updateLead", "with": { "id": "{{ event.lead }}" } }"#
        ),
        FindingText(
            .wrongType,
            "a value of another kind than belongs there",
            meaning: """
                A text stands where a number belongs, a list where one object belongs, and the like. Numbers, true and \
                false are written without quotation marks; durations and rates are texts with their unit.
                """,
            stake: """
                Most of these would be understood in two ways: a timeout of 30 could be seconds or milliseconds, \
                and "enabled": "no" is a text that other readers take for true. A route that is meant to be off \
                would then send conversions.
                """,
            wrong: #""timeout": 30, "enabled": "no""#,
            right: #""timeout": "30s", "enabled": false"#
        ),
        FindingText(
            .notAllowed,
            "a word that is not one of those allowed",
            meaning: """
                Only certain words may stand here, such as "live", "hold" and "observe" for the mode of a destination. \
                The finding names the nearest, or all of them. Capitals count.
                """,
            stake: """
                These words decide whether something is sent, and in which order. If "observed" were taken for \
                the default, a set-up that was only to be looked at would write into live accounts.
                """,
            wrong: #""mode": "observed""#,
            right: #""mode": "observe""#
        ),
        FindingText(
            .malformed,
            "a text that is not written as it must be",
            meaning: """
                The text has a form, and this one has not: a duration needs its unit, a URL its scheme, a rate both its \
                sides, the name of a table must be one that an expression can say. The finding shows an example.
                """,
            stake: """
                A rate without a unit or a type with a star in the middle would be read as something, only not as what \
                was meant. Too high a rate gets the account limited, and a type that matches nothing loses every event.
                """,
            wrong: #""rate": "240/60", "on": "deal.*.won""#,
            right: #""rate": "240/60s", "on": "deal.*""#
        ),
        FindingText(
            .outOfRange,
            "a number or a duration that is too small or too great",
            meaning: """
                The number or duration lies outside of what makes sense here, such as a concurrency of zero or a \
                timeout of a hundred years. The finding names both ends. A version of the format that is to come is \
                refused in the same way.
                """,
            stake: """
                Zero connections would mean that nothing is ever sent while everything is accepted, so that deliveries \
                wait until they are too old; with a timeout of zero no answer would be waited for, and everything sent \
                again. A file for a later version may hold rules that this program does not know.
                """,
            wrong: #""concurrency": 0"#,
            right: #""concurrency": 4"#
        ),
        FindingText(
            .empty,
            "nothing stands where something must",
            meaning: """
                A text or a list is empty that needs at least one entry: the secrets of a source, the types that a \
                route takes, the sends of a route. An empty list is not the same as none: it says "nothing".
                """,
            stake: """
                A route on no type never sends, and looks as if it were at work. A source without a secret could \
                verify nobody. To leave a route out for a while, write "enabled": false.
                """,
            wrong: #""on": []"#,
            right: #""on": ["deal.won", "deal.lost"]"#
        ),
        FindingText(
            .conflictingKeys,
            "two keys that cannot stand together",
            meaning: """
                Each of the keys says the same thing in another way, so only one may stand: "env" or "file" for a \
                secret, "key" or "auth" for a destination. The finding points at the second of them.
                """,
            stake: """
                If one were simply preferred, the account that is written to would depend on which. A key belongs to \
                one project or organisation, and a wrong one may well succeed, on somebody else's leads.
                """,
            wrong: #""key": { "env": "LEADPING_API_KEY", "file": "/run/secrets/leadping" }"#,
            right: #""key": { "file": "/run/secrets/leadping" }"#
        ),
        FindingText(
            .literalSecret,
            "a secret stands in the file itself",
            meaning: """
                Keys and webhook secrets are only referred to: by the name of an environment variable or the path of a \
                file. The finding does not repeat the text, and neither does any log.
                """,
            stake: """
                Routes files are kept in repositories, sent in mails and shown on screens. Whoever reads an API key can \
                change every lead of the account; whoever reads a webhook secret can sign events. Take the one that \
                stood here back where it was issued, also if the file was never published.
                """,
            wrong: #""key": "oct_live_9f8e7d""#,
            right: #""key": { "env": "OCTANIST_API_KEY" }"#
        ),
        FindingText(
            .tooManyFindings,
            "there is more wrong than is told at once",
            meaning: """
                The first hundred faults of the file's structure are told, each at its place; this one says how many \
                there are beyond those. Nobody mends more at once, and most of them often have one cause.
                """,
            stake: """
                What is not told is as wrong as the rest, and the deeper checks may have stopped before it. Mend what is \
                told and check again, until this one is gone.
                """,
            wrong: #"{ "routes": [ …a hundred routes with a mistyped key… ] }"#,
            right: #"{ "routes": [ …the same with the right key… ] }"#
        ),
    ]
}
