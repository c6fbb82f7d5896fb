import CommandLineFrame
import JSON
import RelayCore
import RelayService

/// `leadrelay verify`: whether a request would be believed, and if not, why.
enum VerifyCommand {
    static let command = Command(
        name: "verify",
        summary: "Tell whether a signed request would be believed, and if not, why.",
        discussion: """
            FILE is the body as it came, byte for byte; - reads standard input. The headers are given with -H, and --at \
            sets the time, for a request of the past. The secret comes from the environment or a file, since other users \
            of the machine see command lines.
            """,
        options: SignatureSubject.options + [.json],
        positionals: [.required(.file(named: "FILE"), "The body as it came.")],
        examples: [
            "leadrelay verify body.json --source pay -H 'Stripe-Signature: t=1,v1=ab'",
            "leadrelay verify body.json --source pay --at 2026-02-20T18:39:49Z --json",
        ],
        exitCodes: [.success, .checkFailed, .usage],
        validate: SignatureSubject.check,
        run: { invocation, console in try run(invocation, console) }
    )

    private static func run(_ invocation: Invocation, _ console: any Console) throws -> ExitCode {
        let subject = try SignatureSubject(invocation)
        let verifier = try Verifier.real(subject.schemes, secrets: subject.secrets)
        let verification = try verifier.verify(subject.request(invocation), at: SignatureSubject.time(invocation))
        try console.writeLine(invocation.has(.json) ? json(verification) : text(verification, subject))
        if case .rejected = verification { return .checkFailed }
        return .success
    }

    private static func text(_ verification: Verification, _ subject: SignatureSubject) -> String {
        switch verification {
        case .verified(let scheme, let secret):
            let header = subject.schemes[scheme].headers.first.map { " in \($0)" } ?? ""
            let by = secret.map { ", by \(subject.secrets[$0].reference.shown)" } ?? ""
            return "verified: way \(scheme + 1) of \(subject.schemes.count)\(header)\(by)"
        case .rejected(let rejection): return "not verified: \(rejection.cause.rawValue): \(rejection)"
        }
    }

    private static func json(_ verification: Verification) -> String {
        var writer = JSONWriter()
        writer.object { writer in
            switch verification {
            case .verified(let scheme, let secret):
                writer.member("verified", true)
                writer.member("scheme", scheme + 1)
                if let secret { writer.member("secret", secret + 1) }
            case .rejected(let rejection):
                writer.member("verified", false)
                writer.member("cause", rejection.cause.rawValue)
                if let scheme = rejection.scheme { writer.member("scheme", scheme + 1) }
                writer.member("fact", rejection.fact)
                writer.member("remedy", rejection.remedy)
            }
        }
        return String(decoding: writer.bytes, as: UTF8.self)
    }
}
