import CEL
import JSON

extension Source {
    /// What is known of the bodies of events of a type; nil where nobody says.
    package func schema(of type: String?) -> FieldSchema? {
        guard let schemas = setting("events") else { return nil }
        return (type.flatMap { schemas[$0] } ?? schemas["*"]).map { FieldSchema(json: $0) }
    }

    /// What is known of the bodies of events of all these types.
    func bodyType(of patterns: [String]) -> ValueType {
        let schemas = patterns.map { $0.hasSuffix("*") ? schema(of: nil) : schema(of: $0) }
        let types = Set(schemas.map { $0?.valueType ?? .dyn })
        return types.count == 1 ? types.first ?? .dyn : .dyn
    }

    /// Whether it is known where its events come from.
    package var isWhole: Bool { preset != nil || entry.preset == nil && entry.json["signature"] != nil }

    /// Where in an event the lead stands, if the source finds it by a plain way.
    package var leadPath: AccessPath? {
        guard let program = leadProgram, let path = AccessPath(program.expression), path.steps[0] == "body" else {
            return nil
        }
        return AccessPath(["event"] + path.steps)
    }
}
