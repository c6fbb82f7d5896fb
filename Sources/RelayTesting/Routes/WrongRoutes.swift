/// A small routes file with something wrong in it.
package struct WrongRoutes: Sendable, CustomStringConvertible {
    /// The file, without its marks.
    package let text: String
    /// Where each finding stands, as `line:column`, in the order of the file.
    package let places: [String]
    /// The findings' codes, in the same order.
    package let codes: [String]
    /// What the first finding says.
    package let fact: String
    /// What the first finding advises.
    package let remedy: String

    /// Takes a file in which a `§` stands before each place that a finding is about.
    init(_ marked: String, _ codes: String..., fact: String = "", remedy: String = "") {
        let pieces = marked.split(separator: "§", omittingEmptySubsequences: false)
        text = pieces.joined()
        places = pieces.indices.dropLast().map { Self.place(behind: pieces[...$0].joined()) }
        self.codes = codes
        self.fact = fact
        self.remedy = remedy
    }

    package var description: String { text }

    private static func place(behind text: String) -> String {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        return "\(lines.count):\((lines.last?.unicodeScalars.count ?? 0) + 1)"
    }
}

extension WrongRoutes {
    /// Files that a JSON Schema refuses as well.
    package static let all: [WrongRoutes] = keys + kinds + texts + numbers + lists + rules + secrets + several

    /// Files that only the check can refuse: to a JSON Schema, of a key that stands twice only the last is there, a whole
    /// number may be written with a fraction, and a duration is a text like others.
    package static let beyondSchemas: [WrongRoutes] = durations + repeatedKeys + fractions

    private static let repeatedKeys = [
        WrongRoutes(
            #"{"version": 1, §"version": 1}"#,
            "repeated-key",
            fact: #"the key "version" stands twice"#,
            remedy: "Keep one"
        ),
        WrongRoutes(
            "{\"tables\": {\"label\": {\"//\": 1, \"//\": 2, \"won\": \"a\",\n §\"won\": \"b\"}}}",
            "repeated-key",
            fact: #"the key "won" stands twice"#
        ),
        WrongRoutes(
            #"{"tests": [{"name": "a", "from": "b", "expect": [], "event": {"a": [{"b": 1, §"b": 2}]}}]}"#,
            "repeated-key"
        ),
    ]

    private static let fractions = [
        WrongRoutes(#"{"version": §1.0}"#, "wrong-type", fact: "no whole number", remedy: "only digits"),
        WrongRoutes(#"{"service": {"limits": {"steps": §1e3}}}"#, "wrong-type", fact: "no whole number"),
    ]

    private static let keys = [
        WrongRoutes(
            "{\n  \"version\": 1,\n  §\"route\": []\n}",
            "unknown-key",
            fact: #"unknown key "route" in routes.json"#,
            remedy: #"Did you mean "routes"?"#
        ),
        WrongRoutes(
            #"{"destinations": {"crm": {"api": "http", §"retrys": {}}}}"#,
            "unknown-key",
            fact: #"unknown key "retrys" in a destination"#,
            remedy: #"Did you mean "retry"?"#
        ),
        WrongRoutes(
            #"{"service": {"tls": {"certificate": "a", "key": "b", §"zzzz": 1}}}"#,
            "unknown-key",
            remedy: #"It takes "certificate", "key", "clientAuthorities"."#
        ),
        WrongRoutes(#"{§"": 1}"#, "unknown-key", fact: #"unknown key """#),
        WrongRoutes(#"{§"/": 1}"#, "unknown-key"),
        WrongRoutes(#"{§"Version": 1}"#, "unknown-key", remedy: #"Did you mean "version"?"#),
        WrongRoutes(#"{"sources": {"a": {"preset": "x", §"name": "a"}}}"#, "unknown-key"),
        WrongRoutes(
            #"{"destinations": {"crm": §{"base": "https://a.b"}}}"#,
            "missing-key",
            fact: #"a destination has no "api""#,
            remedy: #"Add "api": the API that it is an account at"#
        ),
        WrongRoutes(
            "{\"routes\": [\n  §{\"from\": \"a\", \"on\": \"*\", \"send\": [{\"to\": \"b\", \"call\": \"c\"}]}\n]}",
            "missing-key",
            fact: #"a route has no "name""#
        ),
        WrongRoutes(#"{"tables": {"ids": {"file": "ids.csv", "key": §{}}}}"#, "wrong-type"),
        WrongRoutes(
            #"{"apis": {"own": {"open": [§{"question": "which?"}]}}}"#,
            "missing-key",
            fact: #"an open question has no "decision""#
        ),
    ]

    private static let kinds = [
        WrongRoutes(
            #"{"routes": §{}}"#,
            "wrong-type",
            fact: "this is an object, not a list",
            remedy: "Write a list: which events become which sends."
        ),
        WrongRoutes("§[]", "wrong-type", fact: "this is a list, not an object"),
        WrongRoutes("§null", "wrong-type"),
        WrongRoutes(#"{"version": §"1"}"#, "wrong-type", fact: "this is a text, not a whole number"),
        WrongRoutes(#"{"sources": {"a": {"preset": "x", "enabled": §"yes"}}}"#, "wrong-type", remedy: "true or false"),
        WrongRoutes(#"{"sources": {"a": §null}}"#, "wrong-type", fact: "this is null"),
        WrongRoutes(
            #"{"routes": [{"name": "a", "from": §7, "on": "*", "send": [{"to": "b", "call": "c"}]}]}"#,
            "wrong-type",
            fact: "this is a number, not a name or a list"
        ),
        WrongRoutes(
            #"{"destinations": {"a": {"api": "b", "base": §["https://a.b"]}}}"#,
            "wrong-type",
            fact: "not a URL without user name, query and fragment or an object"
        ),
        WrongRoutes(
            #"{"tables": {"label": {"won": §["a"]}}}"#,
            "wrong-type",
            remedy: "a text, a number, true or false"
        ),
        WrongRoutes(
            #"{"sources": {"a": {"preset": "b", "secrets": §{"env": "A"}}}}"#,
            "wrong-type",
            fact: "not a list"
        ),
    ]

    private static let texts = [
        WrongRoutes(
            #"{"service": {"log": §"jsn"}}"#,
            "not-allowed",
            fact: #""jsn" is not one of the words"#,
            remedy: #"Did you mean "json"?"#
        ),
        WrongRoutes(
            #"{"destinations": {"a": {"api": "b", "mode": §"off"}}}"#,
            "not-allowed",
            remedy: #"Write one of "live", "hold", "observe"."#
        ),
        WrongRoutes(#"{"service": {"log": §""}}"#, "not-allowed"),
        WrongRoutes(
            #"{"destinations": {"a": {"api": "b", "timeout": §"30"}}}"#,
            "malformed",
            fact: #""30" is not a duration"#,
            remedy: "Write a duration, for example 30s, 15m, 72h or 8d."
        ),
        WrongRoutes(#"{"destinations": {"a": {"api": "b", "timeout": §"1 h"}}}"#, "malformed"),
        WrongRoutes(#"{"destinations": {"a": {"api": "b", "timeout": §"5m\n"}}}"#, "malformed", fact: #""5m\n""#),
        WrongRoutes(
            #"{"destinations": {"a": {"api": "b", "rate": §"2 per second"}}}"#,
            "malformed",
            fact: "is not a rate",
            remedy: "2/s, 240/60s or 1000/h"
        ),
        WrongRoutes(#"{"destinations": {"a": {"api": "b", "rate": §"0/s"}}}"#, "malformed"),
        WrongRoutes(
            #"{"service": {"limits": {"body": §"256kb"}}}"#,
            "malformed",
            fact: "is not a size",
            remedy: "256 KiB"
        ),
        WrongRoutes(#"{"service": {"publicUrl": §"hooks.example.com"}}"#, "malformed", fact: "is not a URL"),
        WrongRoutes(#"{"service": {"publicUrl": §"https://a.b/x?y=1"}}"#, "malformed", fact: "is not a URL"),
        WrongRoutes(#"{"service": {"publicUrl": §"https://a.b/x\u00a0\ty"}}"#, "malformed"),
        WrongRoutes(#"{"sources": {"a": {"preset": "b", "path": §"hooks/a"}}}"#, "malformed", fact: "is not a path"),
        WrongRoutes(
            #"{"service": {"listen": §"8080"}}"#,
            "malformed",
            fact: "is not an address",
            remedy: "127.0.0.1:8080"
        ),
        WrongRoutes(#"{"service": {"proxies": ["10.0.0.0/8", §"local"]}}"#, "malformed", fact: "an address or network"),
        WrongRoutes(
            #"{"tests": [{"name": "a", "from": "b", "event": 1, "expect": [], "now": §"2026-02-20"}]}"#,
            "malformed",
            fact: "is not a time"
        ),
        WrongRoutes(#"{"sources": {§"a/b": {"preset": "b"}}}"#, "malformed", fact: #""a/b" is not a name"#),
        WrongRoutes(#"{"tables": {§"my-table": {}}}"#, "malformed", fact: "is not a plain name", remedy: "label"),
        WrongRoutes(
            #"{"destinations": {"a": {"api": "b", "headers": {§"X Y": "z"}}}}"#,
            "malformed",
            fact: "the name of a header"
        ),
        WrongRoutes(
            #"{"destinations": {"a": {"api": "b", "notFound": §"retry"}}}"#,
            "malformed",
            remedy: "dead, skip or retry 1h"
        ),
        WrongRoutes(
            #"{"apis": {"own": {"calls": {"go": {"method": §"get", "path": "/"}}}}}"#,
            "malformed",
            fact: "is not a method"
        ),
        WrongRoutes(#"{"destinations": {"a": {"api": §""}}}"#, "empty", fact: "this is empty"),
        WrongRoutes(#"{"sources": {"a": {"preset": "b", "type": §" \n"}}}"#, "malformed", fact: "is not an expression"),
        WrongRoutes(#"{"sources": {§"": {"preset": "b"}}}"#, "malformed"),
    ]

    private static let numbers = [
        WrongRoutes(
            #"{"version": §2}"#,
            "out-of-range",
            fact: "2 is outside of 1 to 1",
            remedy: "Write a number from 1 to 1."
        ),
        WrongRoutes(
            #"{"service": {"limits": {"steps": §99}}}"#,
            "out-of-range",
            fact: "99 is outside of 100 to 10000000"
        ),
        WrongRoutes(#"{"service": {"limits": {"lookups": §-1}}}"#, "out-of-range"),
        WrongRoutes(
            #"{"service": {"limits": {"queue": §99999999999999999999}}}"#,
            "out-of-range",
            fact: "this number is outside of"
        ),
        WrongRoutes(#"{"sources": {"a": {"preset": "b", "answer": §404}}}"#, "out-of-range"),
        WrongRoutes(#"{"service": {"limits": {"steps": §1000.5}}}"#, "wrong-type", fact: "no whole number"),
    ]

    private static let lists = [
        WrongRoutes(
            #"{"routes": [{"name": "a", "from": "b", "on": "*", "send": §[]}]}"#,
            "empty",
            fact: "this list is empty",
            remedy: "Add what is sent."
        ),
        WrongRoutes(
            #"{"routes": [{"name": "a", "from": §[], "on": "*", "send": [{"to": "b", "call": "c"}]}]}"#,
            "empty"
        ),
        WrongRoutes(#"{"sources": {"a": {"preset": "b", "secrets": §[]}}}"#, "empty"),
        WrongRoutes(#"{"routes": [§"all"]}"#, "wrong-type", fact: "this is a text, not an object"),
    ]

    private static let rules = [
        WrongRoutes(
            #"{"sources": {"a": §{"path": "/a"}}}"#,
            "missing-key",
            fact: #"a source has neither "preset" nor "signature""#,
            remedy: #"Add "preset" or "signature"."#
        ),
        WrongRoutes(
            #"{"destinations": {"a": {"api": "b", "key": {"env": "A", §"file": "b"}}}}"#,
            "conflicting-keys",
            fact: #""env" and "file" cannot stand together"#,
            remedy: #"Keep one of "env" or "file"."#
        ),
        WrongRoutes(
            #"{"destinations": {"a": {"api": "b", "key": §{}}}}"#,
            "missing-key",
            fact: #"neither "env" nor "file""#
        ),
        WrongRoutes(
            #"{"destinations": {"a": {"api": "b", "auth": {"bearer": {"env": "A"}}, §"key": {"env": "B"}}}}"#,
            "conflicting-keys",
            fact: #""auth" and "key" cannot stand together"#
        ),
        WrongRoutes(
            #"{"destinations": {"a": {"api": "b", "answers": [{"status": 404, "include": "last", §"verdict": "dead"}]}}}"#,
            "conflicting-keys"
        ),
        WrongRoutes(#"{"destinations": {"a": {"api": "b", "answers": [§{"verdict": "dead"}]}}}"#, "missing-key"),
    ]

    private static let secrets = [
        WrongRoutes(
            #"{"destinations": {"a": {"api": "b", "key": §"sk-hush-7"}}}"#,
            "literal-secret",
            fact: "a secret stands in the file itself",
            remedy: #"Write {"env": "NAME"}"#
        ),
        WrongRoutes(#"{"sources": {"a": {"preset": "b", "secrets": [§"sk-hush-7"]}}}"#, "literal-secret"),
        WrongRoutes(#"{"destinations": {"a": {"api": "b", "auth": {"bearer": §"sk-hush-7"}}}}"#, "literal-secret"),
        WrongRoutes(
            #"{"destinations": {"a": {"api": "b", "key": {"env": §"sk-hush-7"}}}}"#,
            "malformed",
            fact: "this is not the name of an environment variable",
            remedy: "LEADTRACKR_API_KEY"
        ),
        WrongRoutes(#"{"destinations": {"a": {"api": "b", "headers": {"X": {"env": §"sk-hush-7"}}}}}"#, "malformed"),
        WrongRoutes(
            #"{"destinations": {"a": {"api": "b", "key": {"env": "A", §"value": "sk-hush-7"}}}}"#,
            "unknown-key"
        ),
        WrongRoutes(
            #"{"service": {"store": {"url": §["sk-hush-7"]}}}"#,
            "wrong-type",
            fact: "this is a list, not an object"
        ),
    ]

    private static let several = [
        WrongRoutes(
            "{\"version\": §2,\n\"routes\": [§{\"nam\u{65}\": \"a\", §\"form\": \"b\",\n\"on\": §\"a b\", \"send\": §[]}],\n\"tables\": §[],\n§\"looksup\": 1}",
            "out-of-range",
            "missing-key",
            "unknown-key",
            "malformed",
            "empty",
            "wrong-type",
            "unknown-key"
        ),
        WrongRoutes(
            #"{"destinations": {"é": §{"apy": 1}, "ü": {"api": §3, "rate": §true}}}"#.replacing(
                "{\"apy\"",
                with: "{§\"apy\""
            ),
            "missing-key",
            "unknown-key",
            "wrong-type",
            "wrong-type"
        ),
    ]
}
