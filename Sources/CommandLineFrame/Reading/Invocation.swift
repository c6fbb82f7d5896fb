import Quotation

/// A command with what it was given, read and checked.
package struct Invocation: Sendable {
    /// The words that lead to the command, without the program's name.
    package let path: [String]
    package let positionals: [String]
    private let values: [String: [String]]
    private let declared: Set<String>

    init(path: [String], positionals: [String], values: [String: [String]], command: Command) {
        self.path = path
        self.positionals = positionals
        self.values = values
        declared = Set(command.options.map(\.name))
    }

    /// Whether the command has the option at all.
    package func declares(_ option: Option) -> Bool { declared.contains(option.name) }

    /// Whether the option was given.
    package func has(_ option: Option) -> Bool { !values(of: option).isEmpty }

    /// The option's value, if it was given; of a repeated option the last one.
    package func value(of option: Option) -> String? { values(of: option).last }

    /// All the values that a repeated option was given, in their order.
    package func values(of option: Option) -> [String] {
        precondition(declared.contains(option.name), "\(path) does not declare \(option.name)")
        return values[option.name] ?? []
    }

    /// Refuses the first of these that was given, as it makes no sense beside the option, if that was given.
    package func refuse(_ others: [Option], beside option: Option) throws(UsageError) {
        guard has(option), let other = others.first(where: has) else { return }
        throw conflict("\(option.name.quoted) and \(other.name.quoted) cannot stand together")
    }

    /// Refuses positional arguments beside the option, if that was given.
    package func refusePositionals(beside option: Option) throws(UsageError) {
        guard has(option), let argument = positionals.first else { return }
        throw conflict("\(option.name.quoted) takes no argument, found \(argument.quoted)")
    }

    /// An error about an option's value that only the command itself could judge, as in "is not JSON".
    package func invalid(_ value: String, of option: Option, _ fact: String, remedy: String) -> UsageError {
        UsageError(.invalidValue, "\(value.quoted) for \(option.name.quoted) \(fact)", remedy: remedy)
    }

    /// An error about a required argument or option that is not there.
    package func missing(_ what: String, remedy: String) -> UsageError {
        UsageError(.missingArgument, "\(place) needs \(what)", remedy: remedy)
    }

    private func conflict(_ fact: String) -> UsageError {
        UsageError(.conflict, fact, remedy: "Leave one out.")
    }

    private var place: String { path.joined(separator: " ").quoted }
}
