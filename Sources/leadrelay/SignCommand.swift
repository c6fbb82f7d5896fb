import CommandLineFrame
import JSON
import RelayCore

/// `leadrelay sign`: the headers with which a sender would post a body.
enum SignCommand {
    static let command = Command(
        name: "sign",
        summary: "Print the headers with which a sender would sign a body.",
        discussion: """
            For trials: post the body with these headers, and it is verified. FILE is the body; - reads standard input. \
            The secret comes from the environment or a file, since other users of the machine see command lines.
            A sender may sign in several ways; --scheme chooses one, from 1. A form needs its Content-Type: \
            -H 'Content-Type: application/x-www-form-urlencoded'.
            """,
        options: SignatureSubject.options + [.signingScheme, .signedID, .json],
        positionals: [.required(.file(named: "FILE"), "The body as it is posted.")],
        examples: [
            "leadrelay sign event.json --preset github --secret-env GITHUB_SECRET",
            "leadrelay sign event.json --source crm --json",
        ],
        exitCodes: [.success, .checkFailed, .usage],
        validate: SignatureSubject.check,
        run: { invocation, console in try run(invocation, console) }
    )

    private static func run(_ invocation: Invocation, _ console: any Console) throws -> ExitCode {
        let subject = try SignatureSubject(invocation)
        let headers = try subject.sign(try subject.request(invocation), invocation)
        if invocation.has(.json) {
            try console.writeLine(json(headers))
        } else {
            for header in headers { try console.writeLine("\(header.name): \(header.value)") }
        }
        return .success
    }

    private static func json(_ headers: [Signer.Header]) -> String {
        var writer = JSONWriter()
        writer.object { writer in
            writer.name("headers")
            writer.object { writer in for header in headers { writer.member(header.name, header.value) } }
        }
        return String(decoding: writer.bytes, as: UTF8.self)
    }
}
