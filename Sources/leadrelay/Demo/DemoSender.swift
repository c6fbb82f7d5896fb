import CivilTime
import Crypto
import JSON
import LinuxIO
import RelayCore
import RelayMocks
import RelayRoutes
import RelayService

/// Who sends events to a demo's relay, signed as the example's sources want them.
struct DemoSender: Sendable {
    /// What the relay said to an event.
    struct Receipt: Sendable {
        let status: Int?
        let took: Duration
        /// The event that it became; nil where none did.
        let event: EventNumber?
        let deliveries: Int
    }

    private let line: WebhookPost.Line
    private let sendpilot, crm: WebhookPost.Target
    private let crmSigner: Signer
    private let webhookSigner: WebhookSigner

    init(_ folder: DemoFolder, to relay: String, over line: WebhookPost.Line) throws {
        self.line = line
        guard let sendpilot = WebhookPost.Target(relay, path: "/hooks/sendpilot"),
            let crm = WebhookPost.Target(relay, path: "/hooks/crm"),
            let scheme = Catalogue.embedded.schemes(ofPreset: "standard-webhooks")?.first,
            let signer = WebhookSigner(
                .documented,
                secret: try folder.secret("SENDPILOT_WEBHOOK_SECRET"),
                try OpenSSLDigests()
            )
        else { preconditionFailure("the relay is where it says, and its senders are known") }
        (self.sendpilot, self.crm, webhookSigner) = (sendpilot, crm, signer)
        crmSigner = try Signer.real(scheme, secret: try folder.secret("CRM_WEBHOOK_SECRET"))
    }

    /// Posts an event as Sendpilot does.
    func post(_ emission: Emission) async -> Receipt {
        await post(emission.body, signedAs: emission.body, id: emission.id)
    }

    /// Posts an event with the signature of another, as whoever does not know the secret.
    func post(forged body: String) async -> Receipt {
        await post(Array(body.utf8), signedAs: Array("{}".utf8), id: "forged")
    }

    private func post(_ body: [UInt8], signedAs signed: [UInt8], id: String) async -> Receipt {
        let headers = webhookSigner.headers(id: id, body: signed, at: SystemClock().timestamp())
        return await post(body, headers.map { ($0.name, $0.value) }, to: sendpilot)
    }

    /// Posts an event as the CRM does.
    func post(crm body: String, id: String) async throws -> Receipt {
        let request = SignedRequest(url: crm.text, headers: HeaderList([]), body: Array(body.utf8))
        let headers = try crmSigner.headers(for: request, id: id, at: SystemClock().timestamp())
        return await post(request.body, headers.map { ($0.name, $0.value) }, to: crm)
    }

    private func post(_ body: [UInt8], _ headers: [(String, String)], to target: WebhookPost.Target) async -> Receipt {
        let clock = SystemClock()
        let began = clock.monotonicTime()
        let all = [("Content-Type", "application/json")] + headers
        let answer = await line.send("POST", to: target, headers: all, body: body)
        let took = clock.monotonicTime() - began
        return Receipt(
            status: answer.status,
            took: took,
            event: answer.body?["id"]?.string.flatMap { EventNumber(text: $0) },
            deliveries: Int(answer.body?["deliveries"]?.int ?? 0)
        )
    }

    /// What sends the events of Sendpilot's stand-in, again after a failure.
    func webhooks(pausing loop: EventLoop) -> WebhookSender {
        WebhookSender(webhookSigner, over: line, to: sendpilot, pausing: loop)
    }
}
