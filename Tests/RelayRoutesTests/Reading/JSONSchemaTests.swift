import JSON
import RelayRoutes
import Testing

@Suite("The JSON Schema of a routes file")
struct JSONSchemaTests {
    private let schema: JSONValue

    init() throws { schema = try JSONDocument(RoutesFile.jsonSchema(), duplicates: .refused).root }

    private func at(_ pointer: String) throws -> JSONValue {
        let path = try #require(JSONPointer(pointer))
        return try #require(schema[path], "\(pointer)")
    }

    private func value(_ text: String) throws -> JSONValue { try JSONDocument(text).root }

    @Test func `it says which draft it is of, and whose it is`() throws {
        #expect(try at("/$schema").string == "https://json-schema.org/draft/2020-12/schema")
        #expect(try at("/$id").string == "urn:leadrelay:schema:routes:1")
        #expect(try at("/title").string == "leadrelay routes.json")
    }

    @Test func `every reference leads somewhere`() throws {
        var names: [String] = []
        func collect(_ value: JSONValue) {
            for member in value.members {
                if member.name == "$ref", let text = member.value.string { names.append(text) }
                collect(member.value)
            }
            for element in value.elements { collect(element) }
        }
        collect(schema)
        #expect(names.count > 100)
        for name in names {
            let path = try #require(JSONPointer(String(name.dropFirst())))
            #expect(schema[path] != nil, "\(name)")
        }
        let used = Set(names.map { String($0.dropFirst("#/$defs/".count)) })
        #expect(used == Set(try at("/$defs").members.map(\.name)))
    }

    @Test func `every object takes remarks, and only the keys it knows`() throws {
        let objects = try at("/$defs").members.map(\.value).filter { $0["type"]?.string == "object" }
        #expect(objects.count > 30)
        for object in objects + [schema] {
            #expect(object["additionalProperties"]?.bool == false)
            #expect(object["properties"]?["//"] != nil)
            #expect(object["properties"]?.members.allSatisfy { $0.value["description"]?.string != nil } == true)
        }
    }

    @Test func `what a key is about is its description`() throws {
        #expect(try at("/properties/routes/description").string == "which events become which sends")
        #expect(try at("/$defs/a_send/properties/to/description").string == "the destination")
    }

    @Test(arguments: [
        ("/$defs/a_destination/required", #"["api"]"#),
        ("/$defs/a_destination/properties/mode/enum", #"["live", "hold", "observe"]"#),
        ("/$defs/a_destination/properties/key/$ref", ##""#/$defs/a_secret""##),
        ("/$defs/a_destination/allOf", #"[{"not": {"anyOf": [{"required": ["key", "auth"]}]}}]"#),
        ("/$defs/a_secret/allOf", #"[{"oneOf": [{"required": ["env"]}, {"required": ["file"]}]}]"#),
        ("/$defs/a_source/allOf", #"[{"anyOf": [{"required": ["preset"]}, {"required": ["signature"]}]}]"#),
        ("/$defs/a_duration/examples", #"["30s", "15m", "72h", "8d"]"#),
        ("/$defs/a_duration/pattern", #""^([0-9]+(\\.[0-9]+)?(ms|s|m|h|d))+$""#),
        ("/$defs/retry/properties/attempts/maximum", "1000"),
        ("/$defs/a_route/properties/send/minItems", "1"),
        ("/$defs/a_schema/properties/items/$ref", ##""#/$defs/a_schema""##),
        (
            "/properties/destinations/propertyNames",
            ##"{"anyOf": [{"$ref": "#/$defs/a_name"}, {"const": "//"}]}"##
        ),
    ])
    func `a shape becomes the keywords that say the same`(pointer: String, expected: String) throws {
        #expect(try at(pointer) == value(expected))
    }

    @Test func `of more than two keys no two may stand together`() throws {
        let shape = ObjectShape("a thing", [], rules: [.atMostOne(["a", "b", "c"])])
        let made = try JSONDocument(shape.jsonSchema(id: "urn:x", title: "x")).root
        let pairs =
            #"[{"not": {"anyOf": [{"required": ["a", "b"]}, {"required": ["a", "c"]}, {"required": ["b", "c"]}]}}]"#
        #expect(try made["allOf"] == value(pairs))
    }

    @Test func `two shapes of one name are a mistake of ours`() async {
        await #expect(processExitsWith: .failure) {
            let one = ObjectShape("a thing", [ObjectShape.Key("a", .boolean, "a")])
            let other = ObjectShape("a thing", [ObjectShape.Key("b", .boolean, "b")])
            let keys = [ObjectShape.Key("one", .object(one), "one"), ObjectShape.Key("other", .object(other), "other")]
            _ = ObjectShape("both", keys).jsonSchema(id: "urn:x", title: "x")
        }
    }
}
