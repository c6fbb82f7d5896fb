import CEL
import JSON
import Testing

/// An amount of money, as a host may bring one: the language cannot look into it.
private final class Money: OpaqueValue {
    let cents: Int64
    let typeName = "money"

    init(cents: Int64) { self.cents = cents }

    func isEqual(to other: any OpaqueValue) -> Bool { (other as? Money)?.cents == cents }

    /// Only positive amounts have a number, so that both kinds are at hand.
    var jsonNumber: String? { cents > 0 ? "\(cents).00" : nil }
}

@Suite("The host's part of an environment")
struct EnvironmentTests {
    private static let functions: [Function] = [
        Function(
            "money",
            [.global(.int, returns: .opaque("money"))],
            .unary { value, _ throws(EvaluationError) in
                guard case .int(let cents) = value else { return nil }
                return .opaque(Money(cents: cents))
            }
        ),
        Function(
            "cents",
            [.member(.opaque("money"), returns: .int)],
            .unary { value, _ throws(EvaluationError) in
                guard case .opaque(let opaque) = value, let money = opaque as? Money else { return nil }
                return .int(money.cents)
            }
        ),
        Function(
            "repeated",
            [.global(.string, .int, returns: .string)],
            .binary { text, count, budget throws(EvaluationError) in
                guard case .string(let text) = text, case .int(let count) = count else { return nil }
                try budget.admit(bytes: text.utf8.count * Int(count))
                return .string(String(repeating: text, count: Int(count)))
            }
        ),
    ]

    private static func program(_ text: String) throws -> Program {
        var environment = Environment()
        environment.add(functions)
        environment.declareType("money")
        environment.extend("string", with: .global(.opaque("money"), returns: .string))
        return try environment.compile(SourceText(text))
    }

    @Test(arguments: [
        ("money(5).cents() + 1", "6"), ("money(5) == money(5)", "true"), ("money(5) == money(6)", "false"),
        ("type(money(5)) == money", "true"), ("[money(5)].exists(m, m.cents() > 4)", "true"),
        ("repeated('ab', 2)", "'abab'"), ("money(5)", "5.00"), ("money(0)", "money"), ("string(money(5))", "'5.00'"),
    ])
    func `functions and types of the host are used like the language's own`(text: String, literal: String) throws {
        let program = try Self.program(text)
        #expect(try program.evaluate(program.activation).literal == literal)
    }

    @Test(arguments: [
        ("money('5')", "1:1: no such overload: money(string). It is written money(int)."),
        ("money(5) + 1", "1:10: no such overload: money + int."),
        ("money(5).cent()", "1:10: no such function 'cent'. Did you mean 'cents'?"),
    ])
    func `they are checked like the language's own`(text: String, problem: String) {
        #expect {
            try Self.program(text)
        } throws: { "\($0)".hasPrefix(problem) }
    }

    @Test func `a value of the host is written as its number, and is an error where it has none`() throws {
        var writer = JSONWriter()
        let program = try Self.program("[money(5), money(0)]")
        let list = try #require(ListView(try program.evaluate(program.activation))).array
        try list[0].write(to: &writer)
        #expect(String(decoding: writer.bytes, as: UTF8.self) == "5.00")
        #expect {
            try list[1].write(to: &writer)
        } throws: { ($0 as? EvaluationError)?.fact == "JSON has no form for a value of type money" }
        let text = try Self.program("string(money(0))")
        #expect(throws: EvaluationError.self) { try text.evaluate(text.activation) }
    }

    @Test func `a function of the host that pays for its result cannot make it too large`() throws {
        let program = try Self.program("repeated('abcdefgh', 100000000)")
        #expect {
            try program.evaluate(program.activation)
        } throws: { ($0 as? EvaluationError)?.code == .tooLarge }
    }

    @Test func `a variable without a value is an error with its place`() throws {
        var environment = Environment()
        environment.declare("lead.id", .string)
        let program = try environment.compile(SourceText("'x' + lead.id"))
        #expect {
            try program.evaluate(program.activation)
        } throws: { ($0 as? EvaluationError)?.offset == 6 }
    }
}
