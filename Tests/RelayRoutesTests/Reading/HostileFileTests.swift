import JSON
import RelayRoutes
import Testing

@Suite("Hostile files", .timeLimit(.minutes(10)))
struct HostileFileTests {
    private func findings(_ text: String) -> [Finding] { RoutesFile.read(Array(text.utf8)).findings }

    @Test func `of ten thousand unknown keys a hundred are told, and how many more there are`() {
        let text = "{" + (0..<10_000).map { "\"key\($0)\": {}" }.joined(separator: ",\n") + "}"
        let found = findings(text)
        #expect(found.count == 101)
        #expect(found.dropLast().allSatisfy { $0.code == .unknownKey })
        #expect(found.last?.code == .tooManyFindings)
        #expect(found.last?.fact == "there are 9900 findings more")
        #expect(found.map(\.place.line) == Array(1...100) + [100])
    }

    @Test func `exactly a hundred findings are told without a further word`() {
        let found = findings("{" + (0..<100).map { "\"key\($0)\": {}" }.joined(separator: ",") + "}")
        #expect(found.map(\.code) == Array(repeating: .unknownKey, count: 100))
    }

    @Test func `ten thousand keys that stand twice are told a hundred times`() {
        let keys = (0..<10_000).map { "\"t\($0)\": 1, \"t\($0)\": 2" }.joined(separator: ",")
        let found = findings("{\"tables\": {\"label\": {\(keys)}}}")
        #expect(found.map(\.code) == Array(repeating: .repeatedKey, count: 100))
    }

    @Test func `ten thousand tables with wrong entries are counted, not all told`() {
        let tables = (0..<10_000).map { "\"t\($0)\": {\"file\": [], \"a\": [], \"b\": null}" }.joined(separator: ",")
        let found = findings("{\"tables\": {\(tables)}}")
        #expect(found.last?.fact == "there are 29900 findings more")
    }

    @Test(arguments: ["[", "{\"a\":"])
    func `nesting past the limit of JSON is one finding`(open: String) {
        #expect(findings(String(repeating: open, count: 100_000)).map(\.code) == [.notJSON])
    }

    @Test func `a schema in a schema is followed as deep as JSON goes`() {
        let depth = 121
        let schema =
            String(repeating: "{\"items\": ", count: depth) + "{\"typ\": 1}" + String(repeating: "}", count: depth)
        let found = findings("{\"sources\": {\"a\": {\"preset\": \"b\", \"events\": {\"*\": \(schema)}}}}")
        #expect(found.map(\.code) == [.unknownKey])
        #expect(found.first?.pointer.tokens.count == 4 + depth + 1)
    }

    @Test func `a long text is no wrong text`() {
        let words = Array(repeating: "event.lead != ''", count: 20_000).joined(separator: " && ")
        #expect(
            findings(
                "{\"routes\": [{\"name\": \"\(String(repeating: "n", count: 200_000))\", \"from\": \"a\", \"on\": \"*\", "
                    + "\"when\": \"\(words)\", \"send\": [{\"to\": \"b\", \"call\": \"c\"}]}]}"
            ) == []
        )
    }

    // MARK: Alternatives in alternatives

    /// Each level has two alternatives that both lead on to the next.
    private static let branching: ObjectShape = ObjectShape(
        "a branch",
        [
            ObjectShape.Key(
                "next",
                .either([.deferred { branching }, .object(twin), .dictionary(of: .deferred { branching })]),
                "the next one"
            )
        ]
    )
    private static let twin: ObjectShape = ObjectShape(
        "a twin",
        [
            ObjectShape.Key("next", .either([.deferred { twin }, .deferred { branching }]), "the next one"),
            .required("other", .boolean, "what tells it apart"),
        ]
    )

    @Test(arguments: [1, 2, 10, 120])
    func `alternatives in alternatives take no longer at every level`(depth: Int) throws {
        let nested = { (innermost: String) in
            String(repeating: "{\"next\": ", count: depth) + innermost + String(repeating: "}", count: depth)
        }
        for (innermost, codes) in [("{}", []), ("{\"wrong\": 1}", [FindingCode.unknownKey])] {
            var check = ShapeCheck()
            check.check(try JSONDocument(nested(innermost)).root, .object(Self.branching))
            #expect(check.findings.map(\.code) == codes)
        }
    }
}
