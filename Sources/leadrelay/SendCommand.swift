import CommandLineFrame
import JSON
import Quotation
import RelayCore
import RelayService

/// `leadrelay send`: an event to a relay that runs, signed as its sender would sign it.
enum SendCommand {
    static let command = Command(
        name: "send",
        summary: "Post a signed event to a relay, as its sender would.",
        discussion: """
            For trials. FILE is the body; - reads standard input; without it the preset's own sample is posted, whose id \
            is always the same: after the first time it is a duplicate. The secret comes from the environment or a file; \
            a source of the routes file brings its own.
            Senders whose signature covers the address sign the one that --url gives, else service.publicUrl with the \
            source's path, else that of --to.
            """,
        options: SignatureSubject.options + [to, .signingScheme, .signedID, .json],
        positionals: [.optional(.file(named: "FILE"), "The body as it is posted.")],
        examples: [
            "leadrelay send --source sendpilot", "leadrelay send event.json --preset github --secret-env GITHUB_SECRET",
        ],
        exitCodes: [.success, .checkFailed, .usage, .unreachable],
        validate: SignatureSubject.check,
        run: { invocation, console in try await run(invocation, console) }
    )

    private static let to = Option.taking(
        .text(named: "URL"),
        "--to",
        """
        Where the relay is; http:// and $LEADRELAY_LISTEN, the routes file's "listen" beside --source, or 127.0.0.1:8080 \
        unless told, and the source's path.
        """
    )

    private static func run(_ invocation: Invocation, _ console: any Console) async throws -> ExitCode {
        let subject = try SignatureSubject(invocation)
        let target = try target(invocation, subject)
        let body = try body(invocation, subject)
        let request = try subject.request(invocation, body: body, url: subject.url ?? target.text)
        let signature =
            subject.schemes.first?.method == SignatureScheme.Method.none ? [] : try subject.sign(request, invocation)
        let given = try SignatureSubject.headers(invocation)
        let headers = withType(given) + signature.map { ($0.name, $0.value) }
        let answer = try await WebhookPost.send(request.method, to: target, headers: headers, body: body)
        return try tell(answer, target, invocation, console)
    }

    // MARK: What is posted

    private static func target(_ invocation: Invocation, _ subject: SignatureSubject) throws(UsageError)
        -> WebhookPost.Target
    {
        let text = invocation.value(of: to) ?? "http://" + RunOptions.address(configured: subject.listen)
        guard let target = WebhookPost.Target(text, path: subject.path) else {
            throw invocation.invalid(text, of: to, "is no address", remedy: "Write it as http://127.0.0.1:8080.")
        }
        return target
    }

    private static func body(_ invocation: Invocation, _ subject: SignatureSubject) throws -> [UInt8] {
        if let path = invocation.positionals.first { return try SignatureSubject.body(path: path) }
        guard let sample = subject.sample else {
            throw invocation.missing("a FILE", remedy: "No sample of this sender's events is known.")
        }
        return sample
    }

    private static func withType(_ headers: [(String, String)]) -> [(String, String)] {
        guard !headers.contains(where: { $0.0.lowercased() == "content-type" }) else { return headers }
        return [("Content-Type", "application/json")] + headers
    }

    // MARK: What is answered

    private static func tell(
        _ answer: Answer,
        _ target: WebhookPost.Target,
        _ invocation: Invocation,
        _ console: any Console
    ) throws -> ExitCode {
        guard let status = answer.status else {
            let remedy = "Does the relay run there? Start it with: leadrelay run; or name its address with --to"
            console.complain("error: no answer from \(target.text.quoted): \(answer.failure). \(remedy)\n")
            return .unreachable
        }
        try console.writeLine(invocation.has(.json) ? json(status, answer) : "\(status) \(shown(answer.text))")
        return (200..<300).contains(status) ? .success : .checkFailed
    }

    /// The text without what would steer a terminal; no quotes stand around it, so its own need no escape.
    private static func shown(_ text: String) -> String {
        text.split(separator: "\"", omittingEmptySubsequences: false).map { String($0).shown }.joined(separator: "\"")
    }

    private static func json(_ status: Int, _ answer: Answer) -> String {
        var writer = JSONWriter()
        writer.object { writer in
            writer.member("status", status)
            writer.name("body")
            if let body = answer.body { writer.value(body) } else { writer.string(answer.text) }
        }
        return String(decoding: writer.bytes, as: UTF8.self)
    }
}
