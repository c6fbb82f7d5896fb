import Quotation
import Spelling

/// Reads the arguments of one command; each is understood or refused, none is passed over.
struct ArgumentReader {
    private let program: String
    private let path: [String]
    private let command: Command
    private var rest: ArraySlice<String>
    private var positionals: [String] = []
    private var values: [String: [String]] = [:]

    init(_ arguments: ArraySlice<String>, of command: Command, path: [String], program: String) {
        self.program = program
        self.path = path
        self.command = command
        rest = arguments
    }

    mutating func read() throws(UsageError) -> Invocation {
        while let argument = rest.popFirst() {
            if argument == "--" {
                while let plain = rest.popFirst() { try readPositional(plain) }
            } else if argument.isOption {
                try readOption(argument)
            } else {
                try readPositional(argument)
            }
        }
        let invocation = Invocation(path: path, positionals: positionals, values: values, command: command)
        if !invocation.has(.help) { try requirePositionals() }
        return invocation
    }

    private mutating func readOption(_ argument: String) throws(UsageError) {
        let (name, attached) = argument.splitAtEquals
        guard let option = command.option(called: name) else { throw unknownOption(name) }
        if values[option.name] != nil, !option.isRepeated {
            throw UsageError(.repeatedOption, "\(option.name.quoted) is given twice", remedy: "Give it once.")
        }
        let value = try value(of: option, attached: attached)
        values[option.name, default: []].append(value)
    }

    private mutating func value(of option: Option, attached: String?) throws(UsageError) -> String {
        guard let kind = option.value else {
            guard let attached else { return "" }
            let fact = "\(option.name.quoted) takes no value, found \(attached.quoted)"
            throw UsageError(.unexpectedValue, fact, remedy: "Write \(option.name.quoted) alone.")
        }
        guard let value = attached ?? nextValue() else {
            let remedy = "Write \("\(option.name) \(kind.name)".quoted)."
            throw UsageError(.missingValue, "\(option.name.quoted) has no value", remedy: remedy)
        }
        try check(value, kind, of: option.name)
        return value
    }

    /// The next argument, unless it is an option of this command: then the value was forgotten.
    private mutating func nextValue() -> String? {
        guard let next = rest.first, next != "--" else { return nil }
        if next.isOption, command.option(called: next.splitAtEquals.name) != nil { return nil }
        return rest.popFirst()
    }

    private mutating func readPositional(_ argument: String) throws(UsageError) {
        guard let positional = command.positional(at: positionals.count) else {
            throw UsageError(.extraArgument, "unexpected argument \(argument.quoted) for \(place)", remedy: seeHelp)
        }
        try check(argument, positional.value, of: positional.value.name)
        positionals.append(argument)
    }

    private func check(_ value: String, _ kind: ValueKind, of name: String) throws(UsageError) {
        guard let objection = kind.objection(to: value) else { return }
        let fact = "\(objection.fact) is no value for \(name.quoted)"
        throw UsageError(.invalidValue, fact, remedy: objection.remedy)
    }

    private func requirePositionals() throws(UsageError) {
        let missing = command.positionals.dropFirst(positionals.count).first { $0.isRequired }
        guard let missing else { return }
        throw UsageError(.missingArgument, "\(place) needs \(missing.value.name)", remedy: seeHelp)
    }

    private func unknownOption(_ name: String) -> UsageError {
        let fact = "unknown option \(name.quoted) for \(place)"
        if let closest = Spelling.nearest(to: name, among: command.options.flatMap(\.names)) {
            return UsageError(.unknownOption, fact, remedy: "Did you mean \(closest.quoted)?")
        }
        let dashes = "Put \"--\" before an argument that begins with a dash."
        let remedy = command.positionals.isEmpty ? seeHelp : "\(dashes) \(seeHelp)"
        return UsageError(.unknownOption, fact, remedy: remedy)
    }

    private var place: String { path.joined(separator: " ").quoted }
    private var seeHelp: String { "See \"\(([program] + path).joined(separator: " ")) --help\"." }
}

extension String {
    /// Whether it is meant as an option; a lone dash is an argument, commonly the standard input.
    var isOption: Bool { utf8.first == UInt8(ascii: "-") && utf8.count > 1 }

    /// The two sides of the first `=`, found by bytes: a combining mark after it must not hide it.
    fileprivate var splitAtEquals: (name: String, value: String?) {
        guard let equals = utf8.firstIndex(of: UInt8(ascii: "=")) else { return (self, nil) }
        return (String(self[..<equals]), String(self[utf8.index(after: equals)...]))
    }
}
