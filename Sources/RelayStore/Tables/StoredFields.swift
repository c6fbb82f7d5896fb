import JSON

/// Headers and query parameters, as JSON in one column; none are nothing.
enum StoredFields {
    static func bytes(of fields: [String: String]) -> [UInt8] {
        guard !fields.isEmpty else { return [] }
        var writer = JSONWriter(capacity: 32 * fields.count)
        writer.object { writer in
            for (name, value) in fields { writer.member(name, value) }
        }
        return writer.bytes
    }

    static func fields(of bytes: [UInt8]) -> [String: String] {
        guard !bytes.isEmpty, let document = try? JSONDocument(bytes) else { return [:] }
        return Dictionary(document.root.members.map { ($0.name, $0.value.string ?? "") }) { $1 }
    }
}
