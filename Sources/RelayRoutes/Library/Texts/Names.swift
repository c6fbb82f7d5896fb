import CEL
import RelayCore

/// `hash` and `uuid5`: names that others can compute from the same text, and nobody can turn back into it.
enum Names {
    static func functions(digests: any Digests) -> [Function] { [hash(digests), uuid5(digests)] }

    private static func hash(_ digests: any Digests) -> Function {
        Function(
            "hash",
            [.global(.string, returns: .string)],
            .unary { text, budget throws(EvaluationError) in
                guard case .string(let text) = text else { return nil }
                try budget.charge(text.utf8.count, .worked)
                let digest = digests.sha256(text.utf8Span.span)
                return .string(String(decoding: digest.span.hexadecimal, as: UTF8.self))
            }
        )
    }

    private static func uuid5(_ digests: any Digests) -> Function {
        Function(
            "uuid5",
            [.global(.string, .string, returns: .string)],
            .binary { namespace, name, budget throws(EvaluationError) in
                guard case .string(let namespace) = namespace, case .string(let name) = name else { return nil }
                try budget.admit(bytes: name.utf8.count)
                try budget.charge(name.utf8.count, .worked)
                return .string(try UUIDText.namespace(namespace).name(name, digests).description)
            },
            prepare: { constants throws(EvaluationError) in
                // A namespace that is none is a mistake to report before anything runs.
                if case .string(let namespace) = constants.first { _ = try UUIDText.namespace(namespace) }
                return nil
            }
        )
    }
}

extension UUIDText {
    fileprivate static func namespace(_ text: String) throws(EvaluationError) -> UUIDText {
        guard let namespace = wellKnown(text) ?? UUIDText(text) else {
            throw EvaluationError(
                .invalidArgument,
                "the namespace is no UUID. Write one, such as 6ba7b810-9dad-11d1-80b4-00c04fd430c8, "
                    + "or 'dns', 'url', 'oid' or 'x500'"
            )
        }
        return namespace
    }
}
