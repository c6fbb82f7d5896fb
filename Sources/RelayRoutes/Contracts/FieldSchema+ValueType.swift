package import CEL

extension FieldSchema {
    /// The type that CEL may rely on: `dyn` where values of several types are allowed, null among them.
    ///
    /// A `number` is `dyn` too, because JSON's integers are `int` or `uint` to CEL and all else is `double`.
    package var valueType: ValueType { valueType(named: "object") }

    private func valueType(named name: String) -> ValueType {
        let types = types
        guard types.count == 1, let type = types.first else { return .dyn }
        switch type {
        case .string: return .string
        case .integer: return .int
        case .boolean: return .bool
        case .null: return .null
        case .array: return .list(items.first?.valueType(named: name) ?? .dyn)
        case .object: return objectType(named: name)
        case .number: return .dyn
        }
    }

    private func objectType(named name: String) -> ValueType {
        guard branches.isEmpty, !properties.isEmpty || isClosed else { return .map(.string, .dyn) }
        let fields = properties.map { ($0, $1.valueType(named: $0)) }
        return .record(RecordType(name, fields: Dictionary(fields) { first, _ in first }, isOpen: !isClosed))
    }
}
