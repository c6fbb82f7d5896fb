import JSON
import RelayCore
import RelayRoutes

/// A request as fields with names, so that two can be held against each other.
struct RequestFields {
    /// In the order of the request; each with its value as it was, and as it may be shown.
    private(set) var fields: [Field] = []

    struct Field {
        let name: String
        let source: String
        let shown: String
    }

    /// The fields of a request that was kept, or would be; none where there is none.
    init(_ json: [UInt8], _ mask: Mask) {
        guard let root = try? JSONDocument(json).root, root.kind == .object else { return }
        let url = (root["url"]?.string ?? "").split(separator: "?", maxSplits: 1)
        add("method", root["method"]?.string ?? "", mask)
        // Not the host: a relay that runs may have been told another.
        let path = root["path"]?.string ?? ""
        fields.append(Field(name: "path", source: path, shown: MaskedURL(path, mask).text))
        for pair in url.count > 1 ? url[1].split(separator: "&") : [] {
            let name = pair.prefix { $0 != "=" }
            let shown = MaskedURL("?" + pair, mask).text.dropFirst(name.count + 2)
            fields.append(Field(name: "?\(name)", source: String(pair), shown: String(shown)))
        }
        for header in root["headers"].map({ Array($0.members) }) ?? [] where header.name != "Idempotency-Key" {
            let value = header.value.string ?? ""
            let shown = MaskedRequest.value(value, ofHeader: header.name, mask)
            fields.append(Field(name: header.name, source: value, shown: shown))
        }
        addBody(root["body"], mask)
    }

    private mutating func add(_ name: String, _ text: String, _ mask: Mask) {
        fields.append(Field(name: name, source: text, shown: text))
    }

    private mutating func addBody(_ body: JSONValue?, _ mask: Mask) {
        guard let body else { return }
        guard body.kind == .object else { return addValue("body", body, MaskedValue(body, mask, .event)) }
        for member in body.members {
            let treatment = SensitiveNames.treatment(of: member.name, in: .event)
            addValue(member.name, member.value, MaskedValue(member.value, mask, .event, under: treatment))
        }
    }

    private mutating func addValue(_ name: String, _ value: JSONValue, _ masked: MaskedValue) {
        let source = String(decoding: value.source, as: UTF8.self)
        fields.append(Field(name: name, source: source, shown: masked.lines.map(\.unindented).joined(separator: " ")))
    }
}

extension String {
    fileprivate var unindented: String { String(drop { $0 == " " }) }
}

/// A field that is not in one request what it is in another.
package struct FieldDifference: Sendable, Equatable {
    package let name: String
    /// As they may be shown; nil where the field is not there.
    package let before, after: String?

    package init(name: String, before: String?, after: String?) {
        self.name = name
        self.before = before
        self.after = after
    }

    package var line: String { "\(name): \(before ?? "(not there)") -> \(after ?? "(left out)")" }

    /// What is not the same in both, in the order of the first and then of the second.
    static func between(_ before: RequestFields, _ after: RequestFields) -> [FieldDifference] {
        let later = Dictionary(after.fields.map { ($0.name, $0) }) { first, _ in first }
        let earlier = Set(before.fields.map(\.name))
        let changed = before.fields.compactMap { field -> FieldDifference? in
            guard let other = later[field.name] else {
                return FieldDifference(name: field.name, before: field.shown, after: nil)
            }
            guard other.source != field.source else { return nil }
            return FieldDifference(name: field.name, before: field.shown, after: other.shown)
        }
        let added = after.fields.filter { !earlier.contains($0.name) }
        return changed + added.map { FieldDifference(name: $0.name, before: nil, after: $0.shown) }
    }
}
