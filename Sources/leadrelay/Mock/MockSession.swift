import CommandLineFrame
import HTTPServer
import LinuxIO
import RelayCore
import RelayMocks
import RelayService

/// Stand-ins that run, from their listener's start until a signal ends it.
struct MockSession {
    /// Where Sendpilot's events go.
    struct Emitting {
        let target: WebhookPost.Target
        let signer: WebhookSigner
    }

    private let setup: StandInSetup
    private let apis: [any MockAPI]
    private let address: SocketAddress
    private let faults: [FaultPlan.Entry]
    private let emission: Emitting?

    init(_ setup: StandInSetup, listen address: SocketAddress, faults: [FaultPlan.Entry], emission: Emitting?) {
        self.setup = setup
        apis = setup.make()
        self.address = address
        self.faults = faults
        self.emission = emission
    }

    func run(_ console: any Console, json isJSON: Bool) async throws {
        let loops = try EventLoop.start(count: 1)
        defer { for loop in loops { loop.stop() } }
        let signals = try SignalWatch([.terminate, .interrupt], on: loops[0])
        let line = try emission.map { _ in try WebhookPost.Line(connections: 16) }
        defer { line?.close() }
        let sender = line.flatMap { line in self.sender(over: line, loops[0]) }
        let listener = try listener(on: loops, sender)
        let greeting = MockGreeting(setup, apis, listener.addresses[0], faults, emitsTo: emission?.target.text)
        for text in isJSON ? greeting.jsonLines : greeting.lines { try console.writeLine(text) }
        try console.flush()
        await withTaskGroup { group in
            group.addTask { await listener.run() }
            if let sender { group.addTask { await sender.run() } }
            _ = await signals.next()
            group.cancelAll()
        }
    }

    private func listener(on loops: [EventLoop], _ sender: WebhookSender?) throws -> HTTPServer {
        let clock = SystemClock()
        let server = MockServer(
            StandIns(apis),
            now: { clock.timestamp() },
            emit: { emissions in sender?.send(emissions) },
            faults: FaultPlan(faults, seed: setup.seed),
            pause: { [loop = loops[0]] time in try? await loop.pause(for: time) }
        )
        var configuration = HTTPServerConfiguration(endpoints: [HTTPServerConfiguration.Endpoint(address)])
        // Nobody's lead is lost with a request that hangs here on purpose.
        configuration.limits.drainTime = .seconds(1)
        do throws(LinuxIOError) {
            return try HTTPServer(configuration, on: loops, handler: server)
        } catch {
            throw CommandFailure("\(error). Choose another address with --listen, whose port 0 takes any.")
        }
    }

    // MARK: Events

    private func sender(over line: WebhookPost.Line, _ loop: EventLoop) -> WebhookSender? {
        guard let emission else { return nil }
        let errors = StandardError()
        return WebhookSender(emission.signer, over: line, to: emission.target, pausing: loop) { attempt in
            if !attempt.isTaken { errors.write(Self.words(for: attempt)) }
        }
    }

    private static func words(for attempt: WebhookSender.Try) -> String {
        guard attempt.number > 0 else { return "\(attempt.event) \(attempt.id) is not sent: too many wait\n" }
        let answer = attempt.status.map { "answered with \($0)" } ?? "not answered"
        let next = attempt.next.map { "sent again in \($0.components.seconds) s" } ?? "given up"
        return "\(attempt.event) \(attempt.id) was \(answer), and is \(next)\n"
    }
}

extension WebhookSender {
    /// One that posts over a line that others use too, by this machine's clock.
    convenience init(
        _ signer: WebhookSigner,
        over line: WebhookPost.Line,
        to target: WebhookPost.Target,
        pausing loop: EventLoop,
        note: @escaping @Sendable (Try) -> Void = { _ in }
    ) {
        let clock = SystemClock()
        self.init(
            signer,
            Ports(
                post: { headers, body in
                    await line.send("POST", to: target, headers: headers.map { ($0.name, $0.value) }, body: body).status
                },
                now: { clock.timestamp() },
                pause: { try await loop.pause(for: $0) },
                note: note
            )
        )
    }
}
