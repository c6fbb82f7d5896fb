import LinuxIO
package import RelayCore

/// A sender whose APIs answer by a script, after a while of virtual time; it remembers all that it was given.
package final class ScriptedSender: Sender {
    /// What an API does with a request.
    package struct Reply: Sendable {
        package let answer: Answer
        package let after: Duration

        package init(_ answer: Answer, after: Duration = .zero) {
            self.answer = answer
            self.after = after
        }

        /// It is carried out, and the answer gets lost on its way.
        package static func lost(after: Duration = .zero) -> Reply {
            Reply(Answer(failure: "timeout", wasSent: true), after: after)
        }

        /// It never gets there.
        package static func unreachable(after: Duration = .zero) -> Reply {
            Reply(Answer(failure: "connect-refused", wasSent: false), after: after)
        }

        package static func json(_ status: Int, _ body: String = "{}", after: Duration = .zero) -> Reply {
            let headers = ["content-type": "application/json"]
            return Reply(Answer(status: status, headers: headers, bytes: Array(body.utf8)), after: after)
        }
    }

    /// A request that came, in the order of coming.
    package struct Received: Sendable {
        package let request: Request
        package let at: Duration
        /// When the answer left; nil while it has not.
        package fileprivate(set) var answeredAt: Duration?
        package fileprivate(set) var answer: Answer?

        package func header(_ name: String) -> String? {
            guard case .plain(let text)? = request.headers.first(where: { $0.name == name })?.value else { return nil }
            return text
        }

        package var body: String { String(decoding: request.body ?? [], as: UTF8.self) }
        package var key: String { header("Idempotency-Key") ?? "" }
    }

    private let clock: VirtualClock
    private let script: @Sendable (_ request: Received, _ number: Int) -> Reply
    private let record = Lock<[Received]>([])
    private let cancelled = Lock(false)

    /// The script is told how many requests came before.
    package init(_ clock: VirtualClock, _ script: @escaping @Sendable (Received, Int) -> Reply) {
        self.clock = clock
        self.script = script
    }

    package var isCancelled: Bool { cancelled.withLock { $0 } }
    package var received: [Received] { record.withLock { $0 } }

    package func send(_ outgoing: OutgoingRequest) async -> Answer {
        let hop = Request.Parameter(OutgoingRequest.hopHeader, String(outgoing.hop))
        let request = outgoing.hop > 0 ? outgoing.request.adding(hop) : outgoing.request
        let received = Received(request: request, at: clock.now.sinceStart)
        let number = record.withLock { record in
            record.append(received)
            return record.count - 1
        }
        let reply = script(received, number)
        if reply.after > .zero, (try? await clock.sleep(for: reply.after)) == nil {
            return Answer(failure: "cancelled", wasSent: false)
        }
        let now = clock.now.sinceStart
        record.withLock { record in
            record[number].answeredAt = now
            record[number].answer = reply.answer
        }
        return reply.answer
    }

    /// Only remembers it: what is under way sleeps, and its task's end wakes it.
    package func cancelAll() { cancelled.withLock { $0 = true } }
}
