import CivilTime
import HTTPServer
import HTTPWire
import JSON
import LinuxIO
import RelayCore
import RelayTesting

/// Senders and people.
extension World {
    /// Sends a webhook until somebody has taken it, as often as its sender does so.
    func send(_ post: Scenario.Post) async {
        await time.pass(post.at)
        for _ in 0..<post.times {
            while !isOver, !Task.isCancelled {
                if let event = await answer(to: post) {
                    let told = Acknowledgement(id: post.id, source: post.source, event: event, step: time.step)
                    answers.withLock { $0.append(told) }
                    break
                }
                await time.pass(.milliseconds(draw { $0.integer(in: 500..<60_000) }))
            }
        }
    }

    /// The id that an event was given; nil where it was not taken.
    private func answer(to post: Scenario.Post) async -> String? {
        guard let response = await relay?.answer(post.request), response.status == 200 else { return nil }
        return (try? JSONDocument(response.body))?.root["id"]?.string
    }

    /// Has the APIs tell of what was written to them, for as long as anything is.
    func reflect() async {
        await withDiscardingTaskGroup { reports in
            while !isOver, !Task.isCancelled {
                await mirror.wait()
                for post in mirror.take() {
                    reports.addTask {
                        await self.send(post)
                        self.mirror.forget(post)
                    }
                }
            }
            reports.cancelAll()
        }
    }

    /// Does what people and machines do, one after the other.
    func actAll() async {
        for deed in scenario.deeds {
            await time.pass(deed.at - time.elapsed)
            await act(deed.kind)
        }
    }

    private func act(_ deed: Scenario.Deed.Kind) async {
        tell("\(deed)")
        switch deed {
        case .replay: await change({ $0.fate?.isDeadLetter == true || $0.fate == .discarded }) { .replay($0) }
        case .replayEvenIfStale: await change({ $0.fate?.canBeSentAgain == true }) { .replay($0, .evenIfStale) }
        case .discard: await change({ $0.isWaiting || $0.fate?.isDeadLetter == true }) { .discard($0) }
        case .reload: await reload()
        case .restart: relay?.stop()
        case .clockJump(let jump): time.jump(by: jump)
        case .faults(let faults, let duration):
            power.disk.set(faults)
            await time.pass(duration)
            power.disk.set([])
        }
    }

    private func change(_ isMeant: (Course) -> Bool, _ write: (DeliveryID) -> StoreWrite) async {
        let ids = chronicle.courses.filter(isMeant).map(\.id)
        guard let id = draw({ $0.element(of: ids) }) else { return }
        await relay?.carryOut(write(id))
    }
}

extension Fate {
    fileprivate var canBeSentAgain: Bool { isDeadLetter || isOvertaken || self == .discarded }
}

extension Scenario.Post {
    /// What its sender writes, and a listener reads.
    fileprivate var request: ServerRequest {
        let body = Array(json.utf8)
        let head = """
            POST /\(source) HTTP/1.1\r\nHost: hooks.example.com\r\nContent-Type: application/json\r\n\
            Content-Length: \(body.count)\r\n\r\n
            """
        var parser = RequestParser()
        guard case .head(let read)? = try? parser.parse(Array(head.utf8).span).step,
            case .complete(let body, let trailers)? = try? parser.parse(body.span).step
        else { preconditionFailure("no request: \(head)") }
        return ServerRequest(
            head: read,
            body: body,
            trailers: trailers,
            peer: PeerAddress(nil),
            isSecure: true,
            clientCertificate: nil
        )
    }

    private var json: String {
        let lead = lead.map { #", "lead": "\#($0)""# } ?? ""
        let at = (SimulatedTime.beginning + occurred).rfc3339
        return #"{ "id": "\#(id)", "type": "deal"\#(lead), "value": "\#(value)", "at": "\#(at)" }"#
    }
}
