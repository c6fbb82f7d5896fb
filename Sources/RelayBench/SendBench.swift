import CivilTime
import Curl
import Foundation
import HTTPClient
import RelayCore
import RelayOutbound

/// Requests of 300 bytes to a server that is given, 64 under way at once, from an actor on the sender's own loop.
struct SendBench {
    private static let inFlight = 64
    private static let requests = 200_000

    let url: String

    init(_ url: String) { self.url = url }

    func run() async throws {
        let client = try HTTPClient()
        let loop = try CurlLoop(companion: client)
        defer { loop.stop() }
        let crowd = Crowd(loop, try OutboundSender(on: loop, client: client), request)
        // A task without this preference would pass through the shared threads behind each answer.
        await withTaskExecutorPreference(loop) { await measure(crowd, loop.clock) }
    }

    private func measure(_ crowd: Crowd, _ clock: LoopClock) async {
        _ = await crowd.send(Self.requests / 20)  // Opens the connections.
        let before = Self.processorTime()
        let start = clock.now
        let answered = await crowd.send(Self.requests)
        let elapsed = start.duration(to: clock.now) / .seconds(1)
        let used = Self.processorTime() - before
        print(
            #"{"bench":"send","requests":\#(Self.requests),"answered":\#(answered),"inFlight":\#(Self.inFlight),"#
                + #""perSecond":\#((Double(Self.requests) / elapsed).rounded()),"#
                + #""cpuMicroseconds":\#((used * 1e7 / Double(Self.requests)).rounded() / 10)}"#
        )
    }

    private var request: OutgoingRequest {
        let request = Request(
            method: "POST",
            base: .plain(url),
            path: "",
            headers: [
                .init("X-API-Key", "0123456789abcdef"), .init("Content-Type", "application/json"),
                .init("Accept", "application/json"), .init("Idempotency-Key", "dl_0123456789abcdef"),
            ],
            body: [UInt8](repeating: UInt8(ascii: "x"), count: 300)
        )
        return OutgoingRequest(request, id: "dl_01", sentAt: .earliest)
    }

    /// Seconds of all processors that this process has used.
    private static func processorTime() -> Double {
        var usage = rusage()
        unsafe getrusage(RUSAGE_SELF.rawValue, &usage)
        let seconds = usage.ru_utime.tv_sec + usage.ru_stime.tv_sec
        return Double(seconds) + Double(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6
    }

    /// Sends from the loop, as what delivers does.
    private actor Crowd {
        private let loop: CurlLoop
        private let sender: OutboundSender
        private let request: OutgoingRequest

        nonisolated var unownedExecutor: UnownedSerialExecutor { unsafe loop.asUnownedSerialExecutor() }

        init(_ loop: CurlLoop, _ sender: OutboundSender, _ request: OutgoingRequest) {
            self.loop = loop
            self.sender = sender
            self.request = request
        }

        /// How many were answered with success.
        func send(_ count: Int) async -> Int {
            await withTaskGroup(of: Int.self) { group in
                for _ in 0..<SendBench.inFlight { group.addTask { await self.sendInTurn(count / SendBench.inFlight) } }
                var answered = 0
                for await count in group { answered += count }
                return answered
            }
        }

        private func sendInTurn(_ count: Int) async -> Int {
            var answered = 0
            for _ in 0..<count where await sender.send(request).status == 200 { answered += 1 }
            return answered
        }
    }
}
