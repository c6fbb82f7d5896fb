import Testing

@Suite("A send that a test expects in vain")
struct TestRunAbsenceTests {
    private static let send = #"{ "to": "books", "call": "update", "with": { "id": "1", "status": "x" }"#
    private static let plain = TestedTable.route(send + " }")

    /// A text with what is said of the absence of a send to `books`.
    private static func reason(_ routes: String, type: String = "deal", to: String = "books") throws -> String {
        let lines = try TestedTable.failures(
            routes: routes,
            #""event": { "type": "\#(type)" }, "partial": true, "expect": [{ "to": "\#(to)" }]"#
        )
        let prefix = "the expected send to \"\(to)\" is not made: "
        let line = try #require(lines.first?.split(separator: prefix, maxSplits: 1).last)
        #expect(lines.count == 1)
        return String(line)
    }

    @Test(arguments: [
        (plain, "other", #"the route "deal" does not take events of type "other""#),
        (
            TestedTable.route(send + " }", #""when": "false","#), "deal",
            #"the "when" of the route "deal" does not hold"#
        ),
        (TestedTable.route(send + " }", #""enabled": false,"#), "deal", #"the route "deal" is not enabled"#),
        (
            TestedTable.route(send + #", "when": "false" }"#), "deal",
            #"the "when" of "books.update" of the route "deal" does not hold"#
        ),
        (
            TestedTable.route(send + #", "if": "false" }"#), "deal",
            #""books.update" of the route "deal" is skipped by its "if""#
        ),
        (
            plain.replacing(#""from": "crm""#, with: #""from": "relay""#), "deal",
            #"the route "deal" takes no events from "crm""#
        ),
        (
            TestedTable.route(send.replacing("books", with: "mail") + " }", #""stop": true,"#).dropLast()
                + "," + plain.replacing(#""name": "deal""#, with: #""name": "second""#).dropFirst(), "deal",
            #"the route "deal" stops the event before it"#
        ),
        (plain.replacing("books", with: "mail"), "deal", "no route has such a send"),
    ])
    func `is told with the reason`(routes: String, type: String, reason: String) throws {
        #expect(try Self.reason(routes, type: type) == reason)
    }

    @Test func `is told with a better name`() throws {
        let reason = try Self.reason(Self.plain, to: "boks")
        #expect(reason == #"there is no destination "boks". Did you mean "books"?"#)
    }

    @Test func `is told where another expectation has it`() throws {
        let lines = try TestedTable.failures(
            routes: Self.plain,
            #""event": { "type": "deal" }, "expect": [{ "to": "books" }, { "to": "books" }]"#
        )
        let why = #""books.update" of the route "deal" is made, but another expectation stands for it"#
        #expect(lines == [#"  14:103: the expected send to "books" is not made: \#(why)"#])
    }
}
