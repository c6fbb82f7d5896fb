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

    /// Posts an event, and waits for the answer only as long as there is a relay to give one.
    ///
    /// - Throws: `DemoEnd.Ended` once somebody has ended the demo, and what ended the relay otherwise.
    func ask(
        _ post: @escaping @Sendable (DemoSender) async throws -> DemoSender.Receipt
    ) async throws -> DemoSender.Receipt {
        let (sender, loop, end) = (sender, loop, end)
        return try await withThrowingTaskGroup(of: DemoSender.Receipt.self) { group in
            defer { group.cancelAll() }
            group.addTask { try await post(sender) }
            group.addTask {
                while true {
                    try end.check()
                    try await loop.pause(for: .milliseconds(50))
                }
            }
            guard let receipt = try await group.next() else { throw DemoEnd.Ended() }
            return receipt
        }
    }

    /// - Throws: as `ask`.
    func checkEnd() throws { try end.check() }

    /// - Throws: as `ask`.
    func pause(for duration: Duration) async throws {
        let deadline = SystemClock().monotonicTime() + duration
        while SystemClock().monotonicTime() < deadline {
            try end.check()
            try await loop.pause(for: min(duration, .milliseconds(50)))
        }
    }

    /// Asks again and again until there is an answer; nil after half a minute, or what is given.
    func wait<Value>(for patience: Duration = .seconds(30), until found: () throws -> Value?) async throws -> Value? {
        let deadline = SystemClock().monotonicTime() + patience
        repeat {
            if let value = try found() { return value }
            try await pause(for: .milliseconds(20))
        } while SystemClock().monotonicTime() < deadline
        return nil
    }

    /// A change that a person makes at Sendpilot, and what its stand-in would send of it.
    func change(_ lead: String, to status: String) -> Emission? {
        let now = now
        return standIns.with(SendpilotMock.self) { $0.change(lead, to: status, by: .user, at: now) } ?? nil
    }
}
