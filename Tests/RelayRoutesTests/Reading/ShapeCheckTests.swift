import JSON
import RelayRoutes
import RelayTesting
import Testing

@Suite("The check of a file's structure")
struct ShapeCheckTests {
    private func findings(_ text: String) -> [Finding] { RoutesFile.read(Array(text.utf8)).findings }

    @Test(arguments: WrongRoutes.all + WrongRoutes.beyondSchemas)
    func `every fault is told at its place, with what to do about it`(wrong: WrongRoutes) throws {
        let findings = findings(wrong.text)
        #expect(findings.map(\.code.rawValue) == wrong.codes)
        #expect(findings.map(\.place.description) == wrong.places)
        let first = try #require(findings.first)
        #expect(wrong.fact.isEmpty || first.fact.contains(wrong.fact), "\(first)")
        #expect(wrong.remedy.isEmpty || first.remedy.contains(wrong.remedy), "\(first)")
        #expect(findings.allSatisfy { $0.severity == .error && $0.remedy.last.map { ".?".contains($0) } == true })
    }

    @Test func `the table of wrong files covers every structural code`() {
        let covered = Set((WrongRoutes.all + WrongRoutes.beyondSchemas).flatMap(\.codes))
        let structural: [FindingCode] = [
            .repeatedKey, .unknownKey, .missingKey, .wrongType, .notAllowed, .malformed, .outOfRange, .empty,
            .conflictingKeys, .literalSecret,
        ]
        #expect(covered == Set(structural.map(\.rawValue)))
        #expect(WrongRoutes.all.count >= 60)
    }

    @Test func `a finding reads as place, fact and remedy`() {
        let text = "{\"destinations\":\n  {\"crm\": {\"api\": \"http\", \"retrys\": 1}}}"
        let expected =
            #"2:27: error unknown-key: unknown key "retrys" in a destination at "/destinations/crm/retrys". Did you mean "retry"?"#
        #expect(findings(text).map(\.description) == [expected])
    }

    @Test func `a finding without a remedy ends with its fact`() throws {
        let finding = Finding(.expression, at: Spot(try JSONDocument("1").root), "'+' stands where a value should", "")
        #expect(finding.description == "1:1: error expression: '+' stands where a value should.")
    }

    @Test(arguments: [
        ("{\"version\": 1,}", "1:15"), ("", "1:1"), ("{\n\"a\" 1}", "2:5"), ("{\"a\": 1} x", "1:10"),
    ])
    func `a text that is no JSON gives that and nothing else`(text: String, place: String) {
        let read = RoutesFile.read(Array(text.utf8))
        #expect(read.file == nil)
        #expect(read.findings.map(\.code) == [.notJSON])
        #expect(read.findings.map(\.place.description) == [place])
    }

    @Test func `no message repeats a secret`() {
        let withSecret = WrongRoutes.all.filter { $0.text.contains("sk-hush-7") }
        #expect(withSecret.count >= 7)
        for wrong in withSecret {
            #expect(findings(wrong.text).allSatisfy { !$0.description.contains("hush") }, "\(wrong)")
        }
    }

    @Test(arguments: [
        #"{"//": 1, "//": 2}"#, #"{"tables": {"//": [], "a": {"//": {}, "//": null}}}"#,
        #"{"routes": [{"//": "x", "//": "y", "name": "a", "from": "b", "on": "*", "send": [{"//": 1, "to": "b", "call": "c"}]}]}"#,
        #"{"destinations": {"a": {"api": "b", "key": {"//": "where it is kept", "env": "A"}}}}"#,
    ])
    func `remarks may stand in every object, more than once`(text: String) {
        #expect(findings(text).map(\.description) == [])
    }

    @Test func `repeated remarks do not hide a repeated key`() {
        let remarks = (0..<300).map { "\"t\($0)\": {\"//\": 1, \"//\": 2}" }.joined(separator: ", ")
        let found = findings("{\"tables\": {\(remarks), \"a\": {\"b\": 1, \"b\": 2}}}")
        #expect(found.map(\.code) == [.repeatedKey])
        #expect(found.first?.pointer == JSONPointer("/tables/a/b"))
    }

    @Test(arguments: [("K", []), ("\u{212A}", [FindingCode.unknownKey])])
    func `a key that only looks like a known one is unknown`(name: String, expected: [FindingCode]) throws {
        // The Kelvin sign is canonically a K: to Swift's `==` the two texts are the same, to JSON they are not.
        var check = ShapeCheck()
        let shape = ObjectShape("a thing", [ObjectShape.Key("K", .boolean, "a letter")])
        check.check(try JSONDocument("{\"\(name)\": true}").root, .object(shape))
        #expect(check.findings.map(\.code) == expected)
    }

    @Test(arguments: [
        (TextForm.duration, "1h30m", "1h30"), (.duration, "0.5s", ".5s"), (.rate, "240/60s", "240/0s"),
        (.size, "1B", "0B"), (.address, ":8080", "8080"), (.address, "[::1]:80", "::1 80"),
        (.address, "unix:/a", "unix:a"), (.network, "::1/128", "a.example"), (.url, "http://a", "ftp://a"),
        (.url, "http://[::1]:23701", "http://::1:23701"), (.url, "HTTP://LOCALHOST/A", "HTTP:/LOCALHOST"),
        (.url, "https://[::ffff:127.0.0.1]/a", "https://[::1"), (.url, "https://[::1]", "https://[a.example]"),
        (.path, "/", ""), (.callPath, "", "a"), (.name, "é f", " f"), (.name, "a b", "a\nb"), (.name, "a", "a\u{7F}"),
        (.identifier, "_a1", "1a"), (.eventType, "a.*", "a*"), (.eventType, "*", "**"), (.header, "X-A", "X:"),
        (.code, "a-b", "a-"), (.notFound, "retry 5m", "retry 5"), (.statusClass, "5xx", "6xx"),
        (.method, "PATCH", "PATCHES"), (.variable, "A_1", "A-1"), (.expression, "\u{A0}", " \t\n"),
        (.timestamp, "2026-02-20T18:39:49.123+01:00", "2026-02-20T18:39:49"), (.filePath, "a b/c", "a\u{0}"),
    ])
    func `a form takes what is written so and no line behind it`(form: TextForm, right: String, wrong: String) {
        #expect(form.accepts(right))
        #expect(!form.accepts(wrong))
        #expect(form.accepts(right + "\n") == (form.name == TextForm.expression.name))
        #expect(!form.examples.isEmpty)
        #expect(form.examples.allSatisfy(form.accepts))
    }
}
