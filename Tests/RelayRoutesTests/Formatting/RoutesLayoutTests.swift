import JSON
import RelayRoutes
import RelayTesting
import Testing

@Suite("The canonical form of a routes file")
struct RoutesLayoutTests {
    private func layout(_ text: String) throws -> String {
        String(decoding: RoutesLayout(try JSONDocument(text)).text, as: UTF8.self)
    }

    @Test func `is that of the example already`() throws {
        let text = try ExampleRoutes.text()
        #expect(try layout(text) == text)
    }

    @Test(arguments: BrokenRoutes.all)
    func `is reached in one step, and means the same`(broken: BrokenRoutes) throws {
        let text = try #require(broken.applied(to: ExampleRoutes.text()))
        guard let document = try? JSONDocument(text) else { return }
        let once = try layout(text)
        #expect(try layout(once) == once)
        #expect(try JSONDocument(once).root == document.root)
        // What was wrong is still wrong, and nothing else is, wherever it stands now.
        let (before, after) = try (ExampleRoutes.findings(in: text), ExampleRoutes.findings(in: once))
        #expect(before.map(\.code.rawValue).sorted() == after.map(\.code.rawValue).sorted())
    }

    @Test func `is reached from any order of the keys`() throws {
        let text = try ExampleRoutes.text()
        var reversed = JSONWriter()
        reverse(try JSONDocument(text).root, into: &reversed)
        let once = try layout(String(decoding: reversed.bytes, as: UTF8.self))
        #expect(try layout(once) == once)
        #expect(try JSONDocument(once).root == JSONDocument(text).root)
    }

    /// The value with the members of every object turned round.
    private func reverse(_ value: JSONValue, into writer: inout JSONWriter) {
        switch value.kind {
        case .array: writer.array { writer in value.elements.forEach { reverse($0, into: &writer) } }
        case .object:
            writer.object { writer in
                for member in value.members.reversed() {
                    writer.name(member.name)
                    reverse(member.value, into: &writer)
                }
            }
        case .null, .bool, .number, .string: writer.value(value)
        }
    }

    @Test(arguments: [
        (#"{"tests":[],"version":1}"#, #"{ "version": 1, "tests": [] }"#),
        (
            #"{"tests":[],"unknown":0,"version":1,"other":1}"#,
            #"{ "version": 1, "tests": [], "unknown": 0, "other": 1 }"#
        ),
        (#"{"tests":[],"//":"of version","version":1}"#, #"{ "//": "of version", "version": 1, "tests": [] }"#),
        (#"{"//":"of all","tests":[],"version":1}"#, #"{ "//": "of all", "version": 1, "tests": [] }"#),
        (
            #"{"sources":{"b":{"secrets":[],"preset":"x"},"a":{}}}"#,
            #"{ "sources": { "b": { "preset": "x", "secrets": [] }, "a": {} } }"#
        ),
        (
            #"{"tables":{"z":{"value":"v","key":"k","file":"f"}}}"#,
            #"{ "tables": { "z": { "file": "f", "key": "k", "value": "v" } } }"#
        ),
        (#"{"tables":{"z":{"value":"v","key":"k"}}}"#, #"{ "tables": { "z": { "value": "v", "key": "k" } } }"#),
        (
            #"{"destinations":{"d":{"key":{"file":"/k","env":"E"},"api":"x"}}}"#,
            #"{ "destinations": { "d": { "api": "x", "key": { "env": "E", "file": "/k" } } } }"#
        ),
        (
            #"{"routes":[{"send":[{"with":{"z":1,"a":2},"to":"x"}],"name":"n"}]}"#,
            #"{ "routes": [{ "name": "n", "send": [{ "to": "x", "with": { "z": 1, "a": 2 } }] }] }"#
        ),
        (#"{"version":1,"version":1.0}"#, #"{ "version": 1, "version": 1.0 }"#),
        (#"[{"version":1,"$schema":"s"}]"#, #"[{ "version": 1, "$schema": "s" }]"#),
    ])
    func `has the keys that are known in their order, and leaves the others alone`(text: String, form: String) throws {
        #expect(try layout(text) == form + "\n")
    }
}
