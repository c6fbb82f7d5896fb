package import CivilTime
import LinuxIO

/// Sends the webhooks of a stand-in, each again after a failure, as Sendpilot's documents say.
package final class WebhookSender: Sendable {
    /// How long it waits before each try but the first. The documents list these five, and speak of five attempts in
    /// all: here the first try is not counted among them.
    package static let delays: [Duration] = [.seconds(5), .seconds(30), .seconds(120), .seconds(900), .seconds(3_600)]
    /// How many webhooks may be under way; more are given up, so that a receiver who is away costs no more memory.
    private static let most = 10_000

    /// What the sender needs of the world.
    package struct Ports: Sendable {
        /// Posts a body once: the status, or nil where none came within 30 s.
        package let post: @Sendable ([MockHeader], [UInt8]) async -> Int?
        package let now: @Sendable () -> Timestamp
        /// Waits, and throws where there is no use in waiting any longer.
        package let pause: @Sendable (Duration) async throws -> Void
        /// Hears of each try.
        package let note: @Sendable (Try) -> Void

        package init(
            post: @escaping @Sendable ([MockHeader], [UInt8]) async -> Int?,
            now: @escaping @Sendable () -> Timestamp,
            pause: @escaping @Sendable (Duration) async throws -> Void,
            note: @escaping @Sendable (Try) -> Void = { _ in }
        ) {
            self.post = post
            self.now = now
            self.pause = pause
            self.note = note
        }
    }

    /// One try to send a webhook.
    package struct Try: Sendable, Equatable {
        package let id: String
        package let event: String
        /// From one; zero for a webhook that was given up because too many are under way.
        package let number: Int
        package let status: Int?
        /// When it is tried again; nil where it need not be, or is given up.
        package let next: Duration?

        package var isTaken: Bool { status.map { (200..<300).contains($0) } ?? false }
    }

    private let signer: WebhookSigner
    private let ports: Ports
    private let queue: AsyncStream<Emission>
    private let entrance: AsyncStream<Emission>.Continuation
    private let underWay = Lock(0)

    package init(_ signer: WebhookSigner, _ ports: Ports) {
        self.signer = signer
        self.ports = ports
        (queue, entrance) = AsyncStream.makeStream()
    }

    /// Takes webhooks to be sent, without holding the caller up.
    package func send(_ emissions: [Emission]) {
        for emission in emissions {
            let hasRoom = underWay.withLock { count in
                guard count < Self.most else { return false }
                count += 1
                return true
            }
            if hasRoom {
                entrance.yield(emission)
            } else {
                ports.note(Try(id: emission.id, event: emission.event, number: 0, status: nil, next: nil))
            }
        }
    }

    /// Sends what is taken until its task is cancelled; what waits then is sent by nobody.
    package func run() async {
        await withDiscardingTaskGroup { group in
            for await emission in queue {
                group.addTask {
                    await self.deliver(emission)
                    self.underWay.withLock { $0 -= 1 }
                }
            }
            group.cancelAll()
        }
    }

    private func deliver(_ emission: Emission) async {
        for (index, delay) in (Self.delays.map(Optional.some) + [nil]).enumerated() {
            let headers = signer.headers(id: emission.id, body: emission.body, at: ports.now())
            let status = await ports.post([MockHeader("Content-Type", "application/json")] + headers, emission.body)
            let isTaken = status.map { (200..<300).contains($0) } ?? false
            let next = isTaken ? nil : delay
            ports.note(Try(id: emission.id, event: emission.event, number: index + 1, status: status, next: next))
            guard let next, (try? await ports.pause(next)) != nil else { return }
        }
    }
}
