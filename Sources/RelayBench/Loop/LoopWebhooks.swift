import CivilTime
import Crypto
import JSON
import LinuxIO
import RelayCore
import RelayMocks
import RelayService

/// Sendpilot's webhooks on their way to the relay, signed and each again after a failure. Some of them are lost on the
/// way, or their answers on the way back: with the first try alone, since the third again comes after two minutes.
struct LoopWebhooks: Sendable {
    private let sender: WebhookSender
    private let line: WebhookPost.Line
    private let target: Lock<WebhookPost.Target?>

    init(_ book: LoopBook, faultsPerMille: Int, _ loop: EventLoop) throws {
        guard let signer = WebhookSigner(.documented, secret: Array(LoopRoutes.secret.utf8), try OpenSSLDigests())
        else { throw NoSigner() }
        let (line, target) = (try WebhookPost.Line(connections: 16), Lock<WebhookPost.Target?>(nil))
        let entries = [FaultPlan.Entry(.dropped, perMille: faultsPerMille / 2)]
        let faults = Lock(
            FaultPlan(entries + [FaultPlan.Entry(.unanswered, perMille: faultsPerMille / 2)], seed: 11)
        )
        let tried = Lock<Set<String>>([])
        (self.line, self.target) = (line, target)
        let clock = SystemClock()
        sender = WebhookSender(
            signer,
            WebhookSender.Ports(
                post: { headers, body in
                    guard let id = Self.id(of: body), let target = target.withLock({ $0 }) else { return nil }
                    let fault = tried.withLock { $0.insert(id).inserted } ? faults.withLock { $0.next() } : nil
                    if fault == .dropped { return nil }
                    book.notePost(of: id)
                    let answer = await line.send(
                        "POST",
                        to: target,
                        headers: headers.map { ($0.name, $0.value) },
                        body: body
                    )
                    if answer.status == 200 { book.noteAnswer(answer.body, to: id) }
                    return fault == .unanswered ? nil : answer.status
                },
                now: { clock.timestamp() },
                pause: { try await loop.pause(for: $0) },
                note: { book.note($0) }
            )
        )
    }

    private struct NoSigner: Error {}

    private static func id(of body: [UInt8]) -> String? { (try? JSONDocument(body))?.root["eventId"]?.string }

    /// Says where the relay listens; before that nothing is sent.
    func open(port: UInt16) {
        let found = WebhookPost.Target("http://127.0.0.1:\(port)", path: "/hooks/sendpilot")
        target.withLock { $0 = found }
    }

    func send(_ emissions: [Emission]) { sender.send(emissions) }

    /// Sends what is handed over until its task is cancelled.
    func run() async {
        await sender.run()
        line.close()
    }
}
