import CivilTime
import LinuxIO
import RelayCore
import RelayMocks
import RelayService

/// What a story has to do with: the stand-ins, those who send events, and what the relay's store says of them.
struct DemoWorld {
    let folder: DemoFolder
    let standIns: DemoStandIns
    let sender: DemoSender
    /// Where both are, to be shown.
    let relay, apis: String
    let ledger: any Ledger
    private let loop: EventLoop
    private let end: DemoEnd

    init(
        _ folder: DemoFolder,
        _ standIns: DemoStandIns,
        _ sender: DemoSender,
        relay: String,
        apis: String,
        _ loop: EventLoop,
        _ end: DemoEnd
    ) throws {
        (self.folder, self.standIns, self.sender) = (folder, standIns, sender)
        (self.relay, self.apis, self.loop, self.end) = (relay, apis, loop, end)
        ledger = try folder.data.openLedger()
    }

    var now: Timestamp { SystemClock().timestamp() }

    /// - Throws: `DemoEnd.Ended` once somebody has ended the demo.
    func pause(for duration: Duration) async throws {
        let deadline = SystemClock().monotonicTime() + duration
        while SystemClock().monotonicTime() < deadline {
            try end.check()
            try await loop.pause(for: min(duration, .milliseconds(50)))
        }
    }

    /// Asks again and again until there is an answer; nil after half a minute.
    func wait<Value>(until found: () throws -> Value?) async throws -> Value? {
        for _ in 0..<1_500 {
            if let value = try found() { return value }
            try await pause(for: .milliseconds(20))
        }
        return nil
    }

    /// A change that a person makes at Sendpilot, and what its stand-in would send of it.
    func change(_ lead: String, to status: String) -> Emission? {
        let now = now
        return standIns.with(SendpilotMock.self) { $0.change(lead, to: status, by: .user, at: now) } ?? nil
    }

    /// What has become of all of an event's deliveries, once each has ended or is a dead letter.
    func outcomes(of event: EventNumber) async throws -> [DeliverySummary]? {
        try await wait {
            let deliveries = try ledger.deliveries(of: event)
            let haveEnded = deliveries.allSatisfy {
                if case .finished = $0.stored.delivery.state { true } else { false }
            }
            return haveEnded ? deliveries : nil
        }
    }
}
