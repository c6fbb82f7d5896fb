/// An argument that has its place instead of a name.
package struct Positional: Sendable, Equatable {
    package let value: ValueKind
    package let isRequired: Bool
    /// Whether it takes all the arguments that are left; only the last one may.
    package let isRepeated: Bool
    package let help: String

    package static func required(_ value: ValueKind, isRepeated: Bool = false, _ help: String) -> Positional {
        Positional(value: value, isRequired: true, isRepeated: isRepeated, help: help)
    }

    package static func optional(_ value: ValueKind, isRepeated: Bool = false, _ help: String) -> Positional {
        Positional(value: value, isRequired: false, isRepeated: isRepeated, help: help)
    }

    /// The argument as the usage line writes it, as in `[FILE]...`.
    var usage: String {
        (isRequired ? value.name : "[\(value.name)]") + (isRepeated ? "..." : "")
    }
}
