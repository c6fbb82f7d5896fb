extension RoutesFile {
    /// The JSON Schema of routes.json, for editors and for whoever writes one with a program.
    package static func jsonSchema() -> [UInt8] {
        ObjectShape.routes.jsonSchema(id: "urn:leadrelay:schema:routes:1", title: "leadrelay routes.json")
    }
}
