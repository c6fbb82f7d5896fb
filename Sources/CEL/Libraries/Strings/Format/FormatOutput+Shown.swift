import CivilTime

/// What `%s` makes of each type of value.
extension FormatOutput {
    mutating func append(shown value: Value, _ budget: inout Budget) throws(EvaluationError) {
        // Writing takes longer than taking an element out.
        try budget.charge(value.weight.addingClamped(value.weight), .visited)
        try write(value, &budget)
    }

    private mutating func write(_ value: Value, _ budget: inout Budget) throws(EvaluationError) {
        switch value {
        case .null: try append("null", &budget)
        case .bool(let bool): try append(String(bool), &budget)
        case .int(let int): try append(String(int), &budget)
        case .uint(let uint): try append(String(uint), &budget)
        case .double(let double): try append(DoubleText.plain(double), &budget)
        case .string(let text): try append(text, &budget)
        case .bytes(let bytes): try write(bytes, &budget)
        case .timestamp(let timestamp): try append(timestamp.rfc3339, &budget)
        case .duration(let duration): try append(duration.text, &budget)
        case .type(let name): try append(name, &budget)
        case .list, .map, .json:
            if let list = ListView(value) { return try write(list, &budget) }
            guard let map = MapView(value) else { return try write(value.resolved, &budget) }
            try write(map, &budget)
        case .optional, .opaque:
            throw EvaluationError(.invalidArgument, "%s in a format cannot write a value of type \(value.typeName)")
        }
    }

    private mutating func write(_ list: ListView, _ budget: inout Budget) throws(EvaluationError) {
        try append("[", &budget)
        var separator = ""
        for element in list {
            try append(separator, &budget)
            try write(element, &budget)
            separator = ", "
        }
        try append("]", &budget)
    }

    /// The entries stand in the order of their keys' texts, whatever the order in the map.
    private mutating func write(_ map: MapView, _ budget: inout Budget) throws(EvaluationError) {
        var entries: [(key: [UInt8], value: Value)] = []
        for entry in map.entries {
            var key = FormatOutput()
            try key.write(entry.key, &budget)
            entries.append((key.bytes, entry.value))
        }
        entries.sort { $0.key.lexicographicallyPrecedes($1.key) }
        try append("{", &budget)
        var separator = ""
        for entry in entries {
            try append(separator, &budget)
            try append(entry.key, &budget)
            try append(": ", &budget)
            try write(entry.value, &budget)
            separator = ", "
        }
        try append("}", &budget)
    }

    /// Bytes as UTF-8; what is none becomes U+FFFD, one for each stretch of it.
    private mutating func write(_ bytes: [UInt8], _ budget: inout Budget) throws(EvaluationError) {
        try budget.admit(bytes: bytes.count)
        try budget.charge(bytes.count, .scanned)
        if let text = String(validating: bytes, as: UTF8.self) { return try append(text, &budget) }
        try budget.charge(bytes.count, .worked)
        var text = ""
        var decoder = UTF8()
        var iterator = bytes.makeIterator()
        var isBroken = false
        while true {
            switch decoder.decode(&iterator) {
            case .scalarValue(let scalar):
                text.unicodeScalars.append(scalar)
                isBroken = false
            case .error:
                if !isBroken { text.unicodeScalars.append("\u{FFFD}") }
                isBroken = true
            case .emptyInput: return try append(text, &budget)
            }
        }
    }
}
