/// An option of a command: a flag, or a name that takes a value.
package struct Option: Sendable, Equatable {
    /// The name with its dashes, as in `--event`.
    package let name: String
    /// The one-letter name with its dash, as in `-e`.
    package let short: String?
    /// What the option takes; nil makes it a flag.
    package let value: ValueKind?
    /// Whether it may be given more than once.
    package let isRepeated: Bool
    package let help: String

    /// The option that every command has.
    package static let help = flag("--help", short: "-h", "Show this help.")

    package static func flag(_ name: String, short: String? = nil, _ help: String) -> Option {
        Option(name: name, short: short, value: nil, isRepeated: false, help: help)
    }

    package static func taking(
        _ value: ValueKind,
        _ name: String,
        short: String? = nil,
        isRepeated: Bool = false,
        _ help: String
    ) -> Option {
        Option(name: name, short: short, value: value, isRepeated: isRepeated, help: help)
    }

    /// The names that it answers to.
    var names: [String] { [name] + (short.map { [$0] } ?? []) }

    /// The option as the usage line writes it, as in `[--var NAME=JSON]...`.
    var usage: String {
        "[\(name)\(value.map { " \($0.name)" } ?? "")]\(isRepeated ? "..." : "")"
    }
}
