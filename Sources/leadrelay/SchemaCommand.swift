import CommandLineFrame
import JSON
import RelayRoutes

/// `leadrelay schema`: what editors complete and check a routes file with.
enum SchemaCommand {
    static let command = Command(
        name: "schema",
        summary: "Print the JSON Schema of routes.json, for editors.",
        discussion: """
            JSON Schema, draft 2020-12. Name the saved file in the routes file, "$schema": "./routes.schema.json", and an \
            editor completes and explains the keys. 'leadrelay check' knows all that the schema knows, and the rest.
            """,
        examples: ["leadrelay schema > routes.schema.json"],
        exitCodes: [.success],
        run: { _, console in
            try console.write(JSONLayout().text(of: JSONDocument(RoutesFile.jsonSchema()).root))
            return .success
        }
    )
}
