import JSON
import RelayRoutes
import Testing

@Suite("What is embedded")
struct EmbeddedShapeTests {
    @Test(arguments: EmbeddedFiles.apis)
    func `an API has the shape that a user's own must have`(name: String) throws {
        let file = try JSONDocument(#require(EmbeddedFiles.bytes(named: name)))
        var check = ShapeCheck()
        check.check(file.root, .object(.contract))
        #expect(check.findings.map(\.description) == [])
    }

    @Test(arguments: Catalogue.embedded.presets.keys.sorted())
    func `a preset has the shape of a source`(name: String) throws {
        var check = ShapeCheck()
        check.check(try #require(Catalogue.embedded.presets[name]), .object(.preset))
        #expect(check.findings.map(\.description) == [])
    }
}
