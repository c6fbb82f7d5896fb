import RelayTesting
import Testing

@Suite("Signing and verifying, end to end", .timeLimit(.minutes(10)))
struct SignatureCommandTests {
    private static let start = "cd $(mktemp -d) && printf '{\"a\":1}' > b.json && export S=\(secret) HEX=00112233"
    private static let secret = "whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY="
    private static let at = "--at 2024-02-20T18:39:49Z"

    /// What is signed is handed to `verify` as `-H` options.
    private func signedAndVerified(_ sign: String, _ verify: String) async throws -> BuiltProgram.Outcome {
        try await BuiltProgram.shell(
            "\(Self.start) && mapfile -t lines < <($P sign b.json \(sign)) && args=() && "
                + "for line in \"${lines[@]}\"; do args+=(-H \"$line\"); done && $P verify b.json \(verify) \"${args[@]}\""
        )
    }

    @Test(arguments: [
        "sendpilot", "standard-webhooks", "svix", "github", "stripe", "slack", "close --secret-env HEX", "shopify",
        "twitch",
        "pipedrive", "paddle", "square --url https://a.example/hooks/x", "hubspot --url https://a.example/hooks/x?y=1",
    ])
    func `what is signed is verified`(sender: String) async throws {
        let options = "--preset \(sender) \(sender.contains("HEX") ? "" : "--secret-env S") \(Self.at)"
        let outcome = try await signedAndVerified(options, options)
            .output
        #expect(outcome.hasPrefix("verified: way 1 of "), "\(outcome)")
    }

    @Test func `what is old is refused with its cause and what to do`() async throws {
        let options = "--preset slack --secret-env S"
        let outcome = try await signedAndVerified("\(options) \(Self.at)", "\(options) --at 2024-02-20T18:45:00Z")
        #expect(outcome.status == 1)
        #expect(outcome.output.hasPrefix("not verified: stale: the signature is right, and older than is tolerated."))
    }

    @Test func `a source brings its own secret and address`() async throws {
        let routes = """
            { "version": 1, "service": { "publicUrl": "https://a.example/" },
              "sources": { "pay": { "preset": "square", "secrets": [{ "env": "S" }] } } }
            """
        let outcome = try await BuiltProgram.shell(
            "\(Self.start) && echo '\(routes)' > routes.json && $P sign b.json --source pay > h && "
                + "$P verify b.json --preset square --secret-env S --url https://a.example/hooks/pay -H \"$(cat h)\" --json"
        )
        #expect(outcome.output == #"{"verified":true,"scheme":1,"secret":1}"# + "\n", "\(outcome)")
    }

    @Test func `a secret is never shown, and not taken from the command line`() async throws {
        let outcome = try await BuiltProgram.shell("\(Self.start) && $P sign b.json --preset close --secret-env S")
        #expect(outcome.status == 1 && outcome.errors.contains("not of the form \"hex\""))
        #expect(!outcome.errors.contains("MDEy"))
        let literal = try await BuiltProgram.shell("\(Self.start) && $P sign b.json --preset github --secret x")
        #expect(literal.status == 2)
        let none = try await BuiltProgram.shell("\(Self.start) && $P sign b.json --preset github")
        #expect(none.status == 2 && none.errors.contains("Say --secret-env VARIABLE or --secret-file FILE."))
    }
}
