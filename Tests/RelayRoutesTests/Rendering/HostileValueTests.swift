import CEL
import JSON
import RelayCore
import RelayRoutes
import Testing

/// What an event may try with the request that it leads to.
@Suite("A hostile event")
struct HostileValueTests {
    private func failure(_ destination: String, _ call: String, with fields: String, _ event: String) throws
        -> RenderError?
    {
        let small = try SmallTable(to: destination, call, with: fields)
        return try small.failure(for: SmallTable.event(event))
    }

    @Test(arguments: [".evil.com", "@evil.com", ":8080", "evil", "%2Fa"])
    func `cannot reach into the host through a path`(text: String) throws {
        let fields = #"{ "path": "{{ event.body.p }}", "body": { "a": 1 } }"#
        let failure = try failure("custom", "request", with: fields, #"{"p":"\#(text)"}"#)
        #expect(failure?.code == .unsafePath)
    }

    @Test(arguments: ["TRACE /x HTTP/1.1\\r\\nX: y", "get", "CONNECT", ""])
    func `cannot choose a method that the call does not have`(text: String) throws {
        let fields = #"{ "method": "{{ event.body.m }}", "path": "/a" }"#
        #expect(try failure("custom", "request", with: fields, #"{"m":"\#(text)"}"#)?.code == .invalidValue)
    }

    @Test(arguments: [
        (#"{ "email": "a@b.nl", "conversionId": "{{ event.body.v }}" }"#, #""not-a-uuid""#, "conversionId"),
        (#"{ "email": "a@b.nl", "conversionId": "lost", "price": "{{ event.body.v }}" }"#, #""5000""#, "price"),
        (#"{ "email": "a@b.nl", "conversionId": "lost", "price": "{{ event.body.v }}" }"#, "-5", "price"),
        (#"{ "email": "a@b.nl", "conversionId": "lost", "price": "{{ event.body.v }}" }"#, "50.005", "price"),
        (#"{ "email": "{{ event.body.v }}", "conversionId": "lost" }"#, "5", "email"),
        (
            #"{ "uniqueIdentifier": "{{ event.body.v }}", "conversionId": "lost" }"#,
            "\"\(String(repeating: "x", count: 256))\"", "uniqueIdentifier"
        ),
    ])
    func `leads to a dead letter where the API would refuse its value`(fields: String, value: String, field: String)
        throws
    {
        let failure = try #require(try failure("leadtrackr", "updateLeadStatus", with: fields, #"{"v":\#(value)}"#))
        #expect(failure.code == .invalidValue)
        #expect(failure.field == field)
    }

    @Test func `finds nothing to add headers or parameters with`() throws {
        for part in ["headers", "query"] {
            let fields = #"{ "path": "/a", "\#(part)": "{{ event.body.h }}" }"#
            let file = try SmallTable.findings(to: "custom", "request", with: fields)
            #expect(file.map(\.code).contains(.fieldType))
        }
    }

    @Test(arguments: [
        ("X A", FindingCode.malformed), ("Host", .notAllowed), ("content-length", .notAllowed),
        ("Transfer-Encoding", .notAllowed), ("Authorization", .literalSecret), ("X-Auth", .literalSecret),
    ])
    func `meets no header that a send may not write`(name: String, code: FindingCode) throws {
        let fields = #"{ "path": "/a", "headers": { "\#(name)": "x" } }"#
        #expect(try SmallTable.findings(to: "custom", "request", with: fields).map(\.code) == [code])
    }

    @Test(arguments: [
        ("/a b/c", "/a%20b/c"), (#"/\\x"#, "/%5Cx"), ("/a/", "/a/"), ("/é", "/%C3%A9"), ("/a%20b", "/a%20b"),
    ])
    func `finds a path that was written out encoded`(written: String, path: String) throws {
        let small = try SmallTable(to: "custom", "request", with: #"{ "path": "\#(written)" }"#)
        #expect(try small.request(for: SmallTable.event()).path == path)
    }

    @Test func `finds no way up by escaped dots`() throws {
        let fields = #"{ "path": "/a/%2e%2E/b" }"#
        #expect(try failure("custom", "request", with: fields, "{}")?.code == .unsafePath)
    }
}
