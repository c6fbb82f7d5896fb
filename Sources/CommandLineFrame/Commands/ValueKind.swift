import Quotation

/// What a value on the command line stands for: its name in help, and what a shell may offer for it.
package enum ValueKind: Sendable, Equatable {
    case text(named: String)
    case file(named: String)
    case directory(named: String)
    case choice([String], named: String)

    package var name: String {
        switch self {
        case .text(let name), .file(let name), .directory(let name), .choice(_, let name): name
        }
    }

    /// What is wrong with the value, as far as its kind can tell; nil when it may pass.
    func objection(to value: String) -> (fact: String, remedy: String)? {
        switch self {
        case .text: nil
        case .file, .directory:
            value.isEmpty
                ? ("an empty name", "Give the name of a \(self == .file(named: name) ? "file" : "directory").") : nil
        case .choice(let choices, _):
            choices.contains(value) ? nil : (value.quoted, Suggestion.remedy(for: value, among: choices))
        }
    }
}
