package import JSON

extension DeliveryEdit {
    func write(to writer: inout JSONWriter) {
        writer.name("changes")
        changes.write(to: &writer)
        writer.member("note", note)
        writer.member("by", by)
        if isReset { writer.member("reset", true) }
    }

    init?(_ json: JSONValue) {
        guard let changes = json["changes"].flatMap({ [FieldChange]($0) }), let by = json["by"]?.string else {
            return nil
        }
        self.init(changes, note: json["note"]?.string ?? "", by: by, isReset: json["reset"]?.bool ?? false)
    }
}

extension [FieldChange] {
    /// A list of `{"field": …, "value": …}`, without a value where the field is left out.
    package func write(to writer: inout JSONWriter) {
        writer.array { writer in
            for change in self {
                writer.object { writer in
                    writer.member("field", change.name)
                    guard let value = change.value else { return }
                    writer.name("value")
                    writer.value(value)
                }
            }
        }
    }

    /// What `write(to:)` wrote.
    package init?(_ json: JSONValue) {
        guard json.kind == .array else { return nil }
        self = []
        for element in json.elements {
            guard let name = element["field"]?.string else { return nil }
            append(FieldChange(name, element["value"]))
        }
    }
}
