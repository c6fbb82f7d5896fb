import CEL

/// Texts in the one form in which others compare them.
enum TextForms {
    /// Small letters in every script, as Unicode's default mapping has them; no language's own rules.
    static let lower = Function(
        "lower",
        [.global(.string, returns: .string)],
        .unary { text, budget throws(EvaluationError) in
            guard case .string(let text) = text else { return nil }
            let size = text.utf8.count
            // No letter's small form takes more than half as many bytes again.
            try budget.admit(bytes: size + size / 2)
            // Other scripts are looked up letter by letter, which takes several times as long.
            try budget.charge(isASCII(text) ? size : 6 * size, .worked)
            return .string(text.lowercased())
        }
    )

    private static func isASCII(_ text: String) -> Bool { text.utf8.allSatisfy { $0 < 0x80 } }
}
