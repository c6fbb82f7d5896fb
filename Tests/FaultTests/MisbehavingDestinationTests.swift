import CivilTime
import Foundation
import LinuxIO
import RelayTesting
import RelayTrials
import Testing

@Suite("A destination that misbehaves gets each delivery once, in order within a lead", .timeLimit(.minutes(10)))
struct MisbehavingDestinationTests {
    enum Fault: String, CaseIterable {
        case hang, cutInHead, cutInBody, close, reset, serverError, maintenancePage, tooMany, awayUntil

        var reply: FaultyDestination.Reply {
            switch self {
            case .hang: .hang
            case .cutInHead: .cutInHead
            case .cutInBody: .cutInBody
            case .close: .close
            case .reset: .reset
            case .serverError: .answer(500)
            case .maintenancePage: .page
            case .tooMany: .answer(429, headers: ["Retry-After: 2"])
            case .awayUntil: .answer(503, headers: ["Retry-After: \(Self.inThreeSeconds)"])
            }
        }

        /// How long the answer asks to be left alone, at the least.
        var rest: Duration {
            switch self {
            case .tooMany, .awayUntil: .seconds(2)
            default: .zero
            }
        }

        private static var inThreeSeconds: String {
            (SystemClock().timestamp() + .seconds(3)).httpDate
        }
    }

    /// The API's own rule for 429 waits for half a minute at the least.
    private static let waits = #", "answers": [ { "status": 429, "verdict": "wait" } ]"#

    @Test(arguments: Fault.allCases, [false, true])
    func `be it for a fault of its own`(fault: Fault, overTLS: Bool) async throws {
        let destination = try FaultyDestination { received in
            received.number.isMultiple(of: 2) && received.earlier == 0 ? fault.reply : .answer(200)
        }
        let folder = try TrialFolder(routes: Shop.routes())
        let front = overTLS ? try await TLSFront(before: destination.port, in: folder) : nil
        let trust = front.map { #", "tls": { "authorities": "\#($0.certificate.path)" }"# } ?? ""
        try folder.write(routes: Shop.routes(destination: trust + Self.waits))
        let relay = try await RelayProcess.start(in: folder, bases: ["sink": front?.base ?? destination.base])
        let port = try await relay.port()
        for number in 1...4 {
            for lead in ["a", "b", "c"] {
                #expect(try await Shop.post(Shop.order(lead, number), to: port)?.status == 200)
            }
        }
        let traffic = try await destination.traffic.wait { $0.done >= 12 }
        #expect(try await relay.stop() == 0)
        #expect(traffic.firstTaken == ["a": [1, 2, 3, 4], "b": [1, 2, 3, 4], "c": [1, 2, 3, 4]])
        #expect(destination.traffic.state.timesTaken.values.allSatisfy { $0 == 1 })
        #expect(traffic.keys.values.allSatisfy { $0.count == 1 })
        #expect(traffic.all.count == 18)
        #expect(traffic.shortestRest >= fault.rest)
    }

    @Test(arguments: [false, true])
    func `be it that it is away`(overTLS: Bool) async throws {
        let destination = try FaultyDestination { _ in .answer(200) }
        let folder = try TrialFolder(routes: Shop.routes())
        let front = overTLS ? try await TLSFront(before: destination.port, in: folder) : nil
        let trust = front.map { #", "tls": { "authorities": "\#($0.certificate.path)" }"# } ?? ""
        try folder.write(routes: Shop.routes(destination: trust))
        destination.refuse()
        let relay = try await RelayProcess.start(in: folder, bases: ["sink": front?.base ?? destination.base])
        let port = try await relay.port()
        for number in 1...5 {
            for lead in ["a", "b"] { #expect(try await Shop.post(Shop.order(lead, number), to: port)?.status == 200) }
        }
        // The first of each lead has been tried in vain, and the others have not.
        try await ProgramRun.on(folder, "deliveries", "list", "--json") { list in
            (1...9).contains { list.contains("\"attempts\":\($0)") }
        }
        try destination.accept()
        let traffic = try await destination.traffic.wait { $0.done >= 10 }
        #expect(try await relay.stop() == 0)
        #expect(traffic.firstTaken == ["a": [1, 2, 3, 4, 5], "b": [1, 2, 3, 4, 5]])
        #expect(traffic.all.count == 10)
    }

    @Test func `be it that its certificate is not known, until it is`() async throws {
        let destination = try FaultyDestination { _ in .answer(200) }
        let folder = try TrialFolder(routes: Shop.routes())
        let front = try await TLSFront(before: destination.port, in: folder)
        // The rule of the API's own waits for a minute.
        let rule = #", "answers": [ { "status": "none", "verdict": "pause", "cause": "no-trust", "after": "2s" } ]"#
        try folder.write(routes: Shop.routes(destination: rule))
        let relay = try await RelayProcess.start(in: folder, bases: ["sink": front.base])
        let port = try await relay.port()
        #expect(try await Shop.post(Shop.order("a", 1), to: port)?.status == 200)
        #expect(try await relay.line("destination paused").contains("no-trust"))
        let trust = #", "tls": { "authorities": "\#(front.certificate.path)" }"#
        try folder.write(routes: Shop.routes(destination: trust))
        relay.signal(SIGHUP)
        try await relay.line("reloaded")
        try await destination.traffic.wait { $0.done >= 1 }
        #expect(try await relay.stop() == 0)
    }

    @Test func `be it that it lies, since a success is one whatever stands below it`() async throws {
        let destination = try FaultyDestination { _ in .answer(200, body: "\u{1F}<<not { json") }
        let folder = try TrialFolder(routes: Shop.routes())
        let relay = try await RelayProcess.start(in: folder, bases: ["sink": destination.base])
        let port = try await relay.port()
        #expect(try await Shop.post(Shop.order("a", 1), to: port)?.status == 200)
        try await ProgramRun.on(folder, "status") { $0.contains("\"waiting\":0") }
        #expect(try await relay.stop() == 0)
        #expect(destination.traffic.state.all.count == 1)
    }
}

extension FaultyDestination.Traffic {
    /// The shortest time between two attempts of one order; a long one where there are none.
    fileprivate var shortestRest: Duration {
        var last: [String: Timestamp] = [:]
        var shortest = Duration.seconds(60)
        for one in all {
            if let before = last[one.message.body] { shortest = min(shortest, one.at.duration(since: before)) }
            last[one.message.body] = one.at
        }
        return shortest
    }
}
