package import CEL
import JSON

extension FieldTemplate {
    /// What a template that is a single value comes to; nil where the field is to be left out.
    ///
    /// What comes from an event is never looked into for expressions again.
    func value(_ activation: Activation) throws(EvaluationError) -> Value? {
        switch self {
        case .constant(let json): return Value(json)
        case .value(let placeholder): return Self.unwrapped(try placeholder.program.evaluate(activation))
        case .text(let segments): return .string(try Self.joined(segments, activation, { $0 }, { $0 }))
        case .object, .list:
            throw EvaluationError(.invalidArgument, "an object or a list cannot stand here")
        }
    }

    /// What it comes to as a text, its own parts and each expression's text through the closures; nil where the field is
    /// to be left out.
    func text(
        _ activation: Activation,
        around written: (String) -> String = { $0 },
        preparing prepared: (String) -> String = { $0 }
    ) throws(EvaluationError) -> String? {
        switch self {
        case .text(let segments): return try Self.joined(segments, activation, written, prepared)
        case .constant(let json): return json.isNull ? nil : written(try FieldText.text(Value(json)))
        case .value, .object, .list:
            guard let value = try value(activation) else { return nil }
            if case .null = value.resolved { return nil }
            return prepared(try FieldText.text(value))
        }
    }

    /// Writes an object or a list; members that come to nothing are left out.
    func write(to writer: inout JSONWriter, _ activation: Activation) throws(EvaluationError) {
        switch self {
        case .object(let members):
            try writer.object { writer throws(EvaluationError) in
                for member in members { try member.template.write(as: member.name, to: &writer, activation) }
            }
        case .list(let entries):
            try writer.array { writer throws(EvaluationError) in
                for entry in entries { try entry.write(as: nil, to: &writer, activation) }
            }
        case .constant, .value, .text: try write(as: nil, to: &writer, activation)
        }
    }

    private func write(
        as name: String?,
        to writer: inout JSONWriter,
        _ activation: Activation
    ) throws(EvaluationError) {
        switch self {
        case .object, .list:
            if let name { writer.name(name) }
            try write(to: &writer, activation)
        case .constant, .value, .text:
            guard let value = try value(activation) else { return }
            if let name { writer.name(name) }
            try value.write(to: &writer)
        }
    }

    /// The value of an optional, however deep it lies; nil for none.
    private static func unwrapped(_ value: Value) -> Value? {
        guard case .optional(let content) = value else { return value }
        return content.flatMap(unwrapped)
    }

    /// The texts with the values between them, each through the closure before it is put in.
    private static func joined(
        _ segments: [Segment],
        _ activation: Activation,
        _ written: (String) -> String,
        _ prepared: (String) -> String
    ) throws(EvaluationError) -> String {
        var text = ""
        for segment in segments {
            switch segment {
            case .text(let part): text += written(part)
            case .placeholder(let placeholder):
                guard let value = unwrapped(try placeholder.program.evaluate(activation)) else {
                    throw EvaluationError(.invalidArgument, "an expression within a text comes to nothing")
                }
                text += prepared(try FieldText.text(value))
            }
        }
        return text
    }
}

/// Values as texts, for what is put into texts, paths and headers.
package enum FieldText {
    package static func text(_ value: Value) throws(EvaluationError) -> String {
        switch value.resolved {
        case .string(let text): return text
        case .bool(let bool): return bool ? "true" : "false"
        case .int, .uint, .double, .timestamp, .duration, .opaque: return try written(value)
        case .null, .bytes, .list, .map, .type, .optional, .json:
            throw EvaluationError(.invalidArgument, "a value of type \(value.typeName) cannot stand in a text")
        }
    }

    /// As JSON writes it, a text without its quotation marks; a number keeps its digits.
    private static func written(_ value: Value) throws(EvaluationError) -> String {
        var writer = JSONWriter()
        try value.write(to: &writer)
        let text = String(decoding: writer.bytes, as: UTF8.self)
        return text.hasPrefix("\"") ? String(text.dropFirst().dropLast()) : text
    }
}
