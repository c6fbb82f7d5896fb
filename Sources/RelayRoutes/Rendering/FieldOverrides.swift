import JSON
import Quotation
package import RelayCore
import Spelling

/// Values that a person has given to fields of one delivery, in place of what their templates come to.
package struct FieldOverrides: Sendable {
    private let changes: [FieldChange]

    package static let none = FieldOverrides([])

    /// - Parameter changes: Of several for one field the last holds.
    package init(_ changes: [FieldChange]) {
        self.changes = changes.effective
    }

    package var isEmpty: Bool { changes.isEmpty }

    /// Whether the call has these fields, and may be given these values.
    package func check(_ call: Call) throws(RenderError) {
        for change in changes { _ = try Self.field(of: change, call) }
    }

    /// The fields of a send with these in place of its own.
    func applied(to fields: [Send.FilledField], of call: Call) throws(RenderError) -> [Send.FilledField] {
        guard !isEmpty else { return fields }
        var applied = fields.filter { field in !changes.contains { $0.name == field.field.name } }
        for change in changes {
            let field = try Self.field(of: change, call)
            guard let value = change.value else { continue }
            let template = FieldTemplate(constant: value, for: field)
            applied.append(Send.FilledField(field: field, template: template, json: value))
        }
        return applied
    }

    private static func field(of change: FieldChange, _ call: Call) throws(RenderError) -> Field {
        guard let field = call.field(change.name) else {
            try checkIsNoPath(change.name, call)
            let names = call.fields.map(\.name)
            let meant = Spelling.nearest(to: change.name, among: names).map { "Did you mean \($0.quoted)? " } ?? ""
            let remedy = "\(meant)Its fields: \(names.joined(separator: ", "))."
            throw RenderError(.unknownField, change.name, "the call \(call.name) has no such field", remedy)
        }
        guard let value = change.value else {
            guard !field.isRequired || call.identifiers.contains(field.name) else {
                let remedy = "Give it a value: --set \(field.name)=…"
                throw RenderError(.missingField, field.name, "the call \(call.name) needs it", remedy)
            }
            return field
        }
        guard !value.isNull || field.allowsNull else {
            throw RenderError(
                .invalidValue,
                field.name,
                "its value is null",
                "Leave it out with --unset \(field.name)."
            )
        }
        if let violation = field.violation(anywhere: value) {
            let inside = violation.path.tokens.isEmpty ? "" : " at \(violation.path.quoted)"
            throw RenderError(.invalidValue, field.name, "its value \(violation.fact)\(inside)", violation.remedy)
        }
        return field
    }

    /// Refuses `body.name`, as a path into a field, by how that is written.
    private static func checkIsNoPath(_ name: String, _ call: Call) throws(RenderError) {
        let parts = name.split(separator: ".", maxSplits: 1)
        guard parts.count == 2, let field = call.field(String(parts[0])) else { return }
        let remedy = "Give the whole of \(field.name.quoted), as JSON: --set \(field.name)='{…}'"
        throw RenderError(.unknownField, name, "a field is edited whole, and no part of it by a path", remedy)
    }
}

extension Field {
    /// What is wrong with a value, wherever the field stands.
    fileprivate func violation(anywhere value: JSONValue) -> SchemaViolation? {
        guard place != .request else { return nil }
        guard place != .body else { return violation(of: value) }
        switch value.kind {
        case .array, .object:
            return SchemaViolation(
                "is \(JSONType(of: value).phrase), where a text is needed",
                "Give a text or a number."
            )
        case .string: return violation(ofText: value.string ?? "")
        case .number, .bool, .null: return violation(ofText: String(decoding: value.source, as: UTF8.self))
        }
    }
}

extension FieldTemplate {
    /// A value as it is; one that gives names to several is taken apart, as a routes file would write it.
    fileprivate init(constant value: JSONValue, for field: Field) {
        guard field.place == .request, value.kind == .object, field.name != "body" else {
            self = .constant(value)
            return
        }
        self = .object(value.members.map { Member(name: $0.name, template: .constant($0.value)) })
    }
}
