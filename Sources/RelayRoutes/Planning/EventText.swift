import CEL

/// Texts that an expression finds in an event: ids, types, leads.
enum EventText {
    /// The value as a text: a text itself, or the digits of a whole number; nil for everything else, also for nothing.
    static func text(_ value: Value?) -> String? {
        switch value?.resolved {
        case .string(let text): text.isEmpty ? nil : text
        case .int(let int): String(int)
        case .uint(let uint): String(uint)
        case .optional(let content): text(content)
        default: nil
        }
    }
}
