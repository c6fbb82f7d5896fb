import CEL
import JSON
import RelayRoutes

extension Prover {
    /// What a field's template may come to.
    func possible(_ template: FieldTemplate) -> Possible {
        switch template {
        case .constant(let json): return .constant(Value(json), Spot(json))
        case .value(let placeholder): return possible(placeholder)
        case .text(let segments): return joined(segments)
        case .object(let members):
            return Possible.typed([.object]).adding(members.flatMap { possible($0.template).risks })
        case .list(let entries): return Possible.typed([.array]).adding(entries.flatMap { possible($0).risks })
        }
    }

    private func possible(_ placeholder: Placeholder) -> Possible {
        var result = possible(placeholder.program.expression)
        if result.known == nil, result.types == nil { result.types = placeholder.program.type.jsonTypes }
        return result
    }

    private func joined(_ segments: [FieldTemplate.Segment]) -> Possible {
        var texts: [String]? = [""]
        var risks: [Possible.Risk] = []
        var mayBeEmpty = true
        var soundsLikeCents = false
        for segment in segments {
            switch segment {
            case .text(let text):
                texts = texts?.map { $0 + text }
                mayBeEmpty = false
            case .placeholder(let placeholder):
                let part = possible(placeholder).required(at: placeholder.program.expression.anchor)
                risks += part.risks
                soundsLikeCents = soundsLikeCents || part.soundsLikeCents
                mayBeEmpty = mayBeEmpty && part.mayBeEmptyText
                let known = part.known?.compactMap { try? FieldText.text($0.value) }
                texts = texts.flatMap { heads in
                    known.flatMap { tails in
                        heads.count * tails.count > 64 ? nil : heads.flatMap { head in tails.map { head + $0 } }
                    }
                }
            }
        }
        var result = Possible.typed([.string], mayBeEmpty: mayBeEmpty)
        result.known = texts?.map { Possible.Known(.string($0)) }
        result.soundsLikeCents = soundsLikeCents
        return result.adding(risks)
    }
}

extension ValueType {
    /// What a value of the type is in JSON; nil where that depends on the value.
    var jsonTypes: Set<JSONType>? {
        switch self {
        case .bool: [.boolean]
        case .int, .uint: [.integer]
        case .double: [.number, .integer]
        case .string, .bytes, .timestamp, .duration: [.string]
        case .list: [.array]
        case .map, .record: [.object]
        case .null: [.null]
        case .optional(let content): content.jsonTypes
        case .dyn, .type, .opaque, .parameter, .unknown: nil
        }
    }
}
