import Foundation
import JSON
import RelayTesting

/// The senders' own libraries for Python, which sign requests and judge ours.
struct SenderLibraries {
    // Once for all tests, which run side by side.
    private static let package = Task {
        try await PythonPackage(
            name: "svix",
            version: "2.9.1",
            others: ["standardwebhooks==1.1.0", "stripe==16.1.0", "slack-sdk==3.47.0", "twilio==9.13.0"]
        ).installed()
    }

    /// A request, signed or to be signed.
    struct Question {
        let library: String
        /// Nil asks for a signature; else the headers that are to be judged.
        var headers: [String: String]?
        let secret: String
        let body: String
        var url = ""
        let time: Int64
    }

    /// For each question the headers that sign it, or nothing for headers that are refused.
    static func answers(to questions: [Question]) async throws -> [[String: String]?] {
        let python = try await package.value.appending(path: "bin/python").path
        let input = questions.flatMap { line($0) }
        let printed = try await ChildProcess.succeed(python, ["-c", script], input: .bytes(input)).outputBytes
        let lines = printed.split(separator: UInt8(ascii: "\n"))
        guard lines.count == questions.count else {
            throw ReferenceFailure("the senders' libraries gave \(lines.count) answers to \(questions.count)")
        }
        return try lines.map { line in
            let json = try JSONDocument(Array(line)).root
            guard json.kind == .object else { return nil }
            return Dictionary(uniqueKeysWithValues: json.members.map { ($0.name, $0.value.string ?? "") })
        }
    }

    private static func line(_ question: Question) -> [UInt8] {
        var writer = JSONWriter()
        writer.object { writer in
            for (name, text) in [
                ("library", question.library), ("secret", question.secret), ("body", question.body),
                ("url", question.url), ("time", String(question.time)),
            ] {
                writer.name(name)
                writer.string(text)
            }
            guard let headers = question.headers else { return }
            writer.name("headers")
            writer.object { writer in
                for (name, value) in headers {
                    writer.name(name)
                    writer.string(value)
                }
            }
        }
        return writer.bytes + [UInt8(ascii: "\n")]
    }

    private static let script = #"""
        import datetime, json, sys
        from urllib.parse import parse_qs
        import standardwebhooks, stripe, svix
        from slack_sdk.signature import SignatureVerifier
        from twilio.request_validator import RequestValidator

        ID = "msg_oracle"

        def listed(prefix, library, q):
            hook = library.Webhook(q["secret"])
            if "headers" in q:
                return hook.verify(q["body"], q["headers"])
            when = datetime.datetime.fromtimestamp(int(q["time"]), datetime.timezone.utc)
            signature = hook.sign(ID, when, q["body"])
            return {f"{prefix}-id": ID, f"{prefix}-timestamp": q["time"], f"{prefix}-signature": signature}

        def stripe_(q):
            if "headers" in q:
                header = q["headers"]["stripe-signature"]
                return stripe.WebhookSignature.verify_header(q["body"], header, q["secret"], 300)
            signature = stripe.WebhookSignature._compute_signature(f'{q["time"]}.{q["body"]}', q["secret"])
            return {"stripe-signature": f't={q["time"]},v1={signature}'}

        def slack(q):
            verifier = SignatureVerifier(q["secret"])
            if "headers" in q:
                h = q["headers"]
                if not verifier.is_valid(q["body"], h["x-slack-request-timestamp"], h["x-slack-signature"]):
                    raise ValueError
                return
            signature = verifier.generate_signature(timestamp=q["time"], body=q["body"])
            return {"x-slack-request-timestamp": q["time"], "x-slack-signature": signature}

        class Parameters(dict):
            getlist = dict.__getitem__  # How web frameworks hand over repeated names.

        def twilio(q):
            validator = RequestValidator(q["secret"])
            parameters = Parameters(parse_qs(q["body"], keep_blank_values=True))
            if "headers" in q:
                if not validator.validate(q["url"], parameters, q["headers"]["x-twilio-signature"]):
                    raise ValueError
                return
            return {"x-twilio-signature": validator.compute_signature(q["url"], parameters)}

        LIBRARIES = {
            "svix": lambda q: listed("svix", svix, q),
            "standard-webhooks": lambda q: listed("webhook", standardwebhooks, q),
            "stripe": stripe_, "slack": slack, "twilio": twilio,
        }
        REFUSALS = (
            ValueError, svix.WebhookVerificationError, standardwebhooks.WebhookVerificationError,
            stripe.SignatureVerificationError,
        )
        for line in sys.stdin.buffer.read().decode("utf-8").split("\n"):
            if line:
                question = json.loads(line)
                try:
                    answer = LIBRARIES[question["library"]](question)
                    # A library that believes says so in its own way: True, the event, or nothing.
                    print(json.dumps({} if "headers" in question else answer))
                except REFUSALS:
                    # A body that is right and no JSON is none of these.
                    print("null")
        """#
}
