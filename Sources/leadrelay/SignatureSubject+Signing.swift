import CivilTime
import CommandLineFrame
import Quotation
import RelayCore
import RelayService

extension Option {
    static let signingScheme = taking(
        .text(named: "N"),
        "--scheme",
        "Which of its ways to sign; 1 unless told."
    )
    static let signedID = taking(.text(named: "ID"), "--id", "The id that is signed, where one is.")
}

extension SignatureSubject {
    /// The headers that this sender would add to the request; none where it signs nothing.
    func sign(_ request: SignedRequest, _ invocation: Invocation) throws -> [Signer.Header] {
        let (scheme, now) = (try scheme(invocation), try Self.time(invocation))
        let secret = secrets.first { $0.isLive(at: now) }.flatMap { SecretText.read($0.reference) }
        let signer = try Signer.real(scheme, secret: secret ?? [])
        do throws(Signer.Fault) {
            return try signer.headers(
                for: request,
                id: invocation.value(of: .signedID) ?? "msg_\(now.seconds)",
                at: now
            )
        } catch {
            throw CommandFailure(error.words)
        }
    }

    private func scheme(_ invocation: Invocation) throws(UsageError) -> SignatureScheme {
        let text = invocation.value(of: .signingScheme) ?? "1"
        guard let number = Int(text), schemes.indices.contains(number - 1) else {
            let remedy = "It signs in \(schemes.count == 1 ? "one way" : "\(schemes.count) ways")."
            throw invocation.invalid(text, of: .signingScheme, "is no way of this sender", remedy: remedy)
        }
        return schemes[number - 1]
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
