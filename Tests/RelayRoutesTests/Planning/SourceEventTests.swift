import CEL
import CivilTime
import JSON
import RelayCore
import RelayRoutes
import Testing

@Suite("The event of a request")
struct SourceEventTests {
    private func event(_ part: String, at place: String) throws -> Event {
        let text = #"""
            { "version": 1, "sources": { "crm": { "preset": "none", "path": "/crm", "\#(part)": "\#(place)" } },
              "destinations": {}, "routes": [] }
            """#
        let file = try #require(RoutesFile.read(Array(text.utf8)).file)
        let source = RouteTableBuilder.build(file, catalogue: .embedded, base: Environment()).table.sources["crm"]
        let events = try #require(source).events(
            body: try JSONDocument(#"{"kind":"made","headers":{"x-kind":"inner"}}"#).root,
            headers: ["x-kind": "told", "x-empty": ""],
            query: ["kind": "asked"],
            receivedAt: Timestamp(microseconds: 0),
            digest: { _ in "digest" }
        )
        return try #require(events.first)
    }

    @Test(arguments: [
        ("headers['x-kind']", "told"), ("headers['x-other']", ""), ("headers['x-empty']", ""),
        ("headers['x-kind'] + '.' + body.kind", "told.made"), ("'x-kind' in headers ? 'yes' : 'no'", "yes"),
        ("body.headers['x-kind']", "inner"), ("query.kind", "asked"), ("query['other']", ""), ("body.kind", "made"),
        ("body['kind']", "made"), ("body.other", ""), ("body.kind.more", ""), ("body.headers", ""), ("body", ""),
    ])
    func `its type is found wherever the source says`(place: String, type: String) throws {
        #expect(try event("type", at: place).type == type)
    }

    @Test(arguments: [
        ("headers['x-kind']", "told.digest"), ("body.kind + query.kind", "madeasked.digest"), ("body.kind", "made"),
        ("headers['x-other']", "digest"), ("body.other", "digest"),
    ])
    func `its id counts only with the body, where that does not hold it`(place: String, id: String) throws {
        #expect(try event("id", at: place).id == id)
    }
    @Test(arguments: [(256, false), (257, true), (100_000, true)])
    func `its id is told by its digest where nobody's is as long`(length: Int, isLong: Bool) throws {
        let id = String(repeating: "x", count: length)
        #expect(try event("id", at: "'\(id)'").id == (isLong ? "digest" : id))
    }
}
