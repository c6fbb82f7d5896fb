import CivilTime
import CommandLineFrame
import JSON
import Quotation
import RelayCore
import RelayService

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
        options: SignatureSubject.options + [scheme, id, .json],
        positionals: [.required(.file(named: "FILE"), "The body as it is posted.")],
        examples: [
            "leadrelay sign event.json --preset github --secret-env GITHUB_SECRET",
            "leadrelay sign event.json --source crm --json",
        ],
        exitCodes: [.success, .checkFailed, .usage],
        validate: SignatureSubject.check,
        run: { invocation, console in try run(invocation, console) }
    )

    private static let scheme = Option.taking(
        .text(named: "N"),
        "--scheme",
        "Which of its ways to sign; 1 unless told."
    )
    private static let id = Option.taking(.text(named: "ID"), "--id", "The id that is signed, where one is.")

    private static func run(_ invocation: Invocation, _ console: any Console) throws -> ExitCode {
        let subject = try SignatureSubject(invocation)
        let (scheme, now) = (try scheme(of: subject, invocation), try SignatureSubject.time(invocation))
        let secret = subject.secrets.first { $0.isLive(at: now) }.flatMap { SecretText.read($0.reference) }
        let signer = try Signer.real(scheme, secret: secret ?? [])
        let request = try subject.request(invocation)
        let headers: [Signer.Header]
        do throws(Signer.Fault) {
            headers = try signer.headers(for: request, id: invocation.value(of: id) ?? "msg_\(now.seconds)", at: now)
        } catch {
            throw CommandFailure(error.words)
        }
        if invocation.has(.json) {
            try console.writeLine(json(headers))
        } else {
            for header in headers { try console.writeLine("\(header.name): \(header.value)") }
        }
        return .success
    }

    private static func scheme(
        of subject: SignatureSubject,
        _ invocation: Invocation
    ) throws(UsageError) -> SignatureScheme {
        let text = invocation.value(of: scheme) ?? "1"
        guard let number = Int(text), subject.schemes.indices.contains(number - 1) else {
            let remedy = "It signs in \(subject.schemes.count == 1 ? "one way" : "\(subject.schemes.count) ways")."
            throw invocation.invalid(text, of: scheme, "is no way of this sender", remedy: remedy)
        }
        return subject.schemes[number - 1]
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

extension Signer.Fault {
    /// What is the matter and what to do.
    fileprivate var words: String {
        switch self {
        case .secret(let form):
            "the secret is not of the form \(form.rawValue.quoted). Copy it as the sender shows it, whole and with its prefix."
        case .privateKey:
            "this scheme signs with a private key. For Ed25519 give it as whsk_ and Base64; RSA can only be verified here."
        case .unknownAddress: "the address is signed, and not known. Say --url, or set service.publicUrl."
        case .bodyDigest(let name, let digest):
            "the address must hold the digest of a body that is no form. Post to it with \(name)=\(digest) in its query, and say so with --url."
        case .notAForm: "the body is no form. Say -H 'Content-Type: application/x-www-form-urlencoded' if it is one."
        case .nothingToSign: "this scheme signs nothing"
        }
    }
}
