package import CEL
import JSON

/// What one system's words mean in another's.
package struct Table: Sendable {
    package let name: String
    package let map: MapValue
    package let type: ValueType
    /// Where each entry stands, for a table that was written into the file.
    package let entries: [Entry]

    package struct Entry: Sendable {
        package let key: String
        package let value: Value
        package let spot: Spot
    }

    /// Takes over a table whose keys are each there once.
    package init(name: String, entries: [Entry]) {
        self.name = name
        self.entries = entries
        // Of a key that stands twice, which has been told, the last one counts.
        var positions: [String: Int] = [:]
        for (position, entry) in entries.enumerated() { positions[entry.key] = position }
        let kept = entries.indices.filter { positions[entries[$0].key] == $0 }.map { entries[$0] }
        guard let map = MapValue(kept.map { (.string($0.key), $0.value) }) else {
            preconditionFailure("texts that differ are keys that differ")
        }
        self.map = map
        type = .map(.string, Self.commonType(kept.map(\.value)))
    }

    /// Reads a table that was written into the file.
    init(_ member: JSONMember) {
        let entries = member.value.entries.compactMap { entry -> Entry? in
            switch entry.value.kind {
            case .string, .number, .bool:
                Entry(key: entry.name, value: Value(entry.value).resolved, spot: Spot(entry.value))
            case .null, .array, .object: nil
            }
        }
        self.init(name: member.name, entries: entries)
    }

    private static func commonType(_ values: [Value]) -> ValueType {
        let types = Set(values.map(\.typeName))
        guard types.count == 1, let type = types.first else { return values.isEmpty ? .string : .dyn }
        switch type {
        case "string": return .string
        case "int": return .int
        case "double": return .double
        case "bool": return .bool
        default: return .dyn
        }
    }
}
