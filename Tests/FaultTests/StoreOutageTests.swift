import Foundation
import RelayTesting
import RelayTrials
import SQLite
import Testing

@Suite("A relay whose store takes nothing", .timeLimit(.minutes(10)))
struct StoreOutageTests {
    @Test(.enabled(if: SmallDisk.isPossible, "only root can mount a small disk"))
    func `for want of room says so, loses nothing, and goes on when there is some`() async throws {
        let disk = try #require(SmallDisk(kibibytes: 4_096))
        let destination = try FaultyDestination { _ in .answer(200) }
        let folder = try TrialFolder(routes: Shop.routes(), in: disk.url)
        let relay = try await RelayProcess.start(in: folder, bases: ["sink": destination.base])
        let port = try await relay.port()
        let (padding, ballast) = (String(repeating: "x", count: 20_000), try disk.fill())
        var accepted = 0
        var answer = try await Shop.post(Shop.order("a", 0), to: port)
        while answer?.status == 200 {
            accepted += 1
            let order = #"{"id":"a-\#(accepted)","lead":"a","number":\#(accepted),"padding":"\#(padding)"}"#
            answer = try await Shop.post(order, to: port)
        }
        #expect(answer?.status == 503)
        #expect(answer?.value(of: "retry-after") == "15")
        #expect(answer?.body == #"{"error":"not stored"}"#)
        #expect(try await Self.readiness(port) == 503)
        #expect(try await ProgramRun.on(folder, "health").status == 1)
        try FileManager.default.removeItem(at: ballast)
        #expect(try await Shop.post(Shop.order("a", accepted), to: port)?.status == 200)
        #expect(try await Self.readiness(port) == 200)
        try await destination.traffic.wait { [accepted] in $0.done >= accepted + 1 }
        try await ProgramRun.on(folder, "status") { $0.contains("\"waiting\":0,") }
        #expect(try await relay.stop() == 0)
        #expect(destination.traffic.state.firstTaken == ["a": Array(0...accepted)])
        #expect(destination.traffic.state.timesTaken.values.allSatisfy { $0 == 1 })
    }

    @Test(.enabled(if: SmallDisk.isPossible, "only root can mount a small disk"))
    func `for want of room under load ends all that waits when there is some, without a restart`() async throws {
        let disk = try #require(SmallDisk(kibibytes: 65_536))
        let destination = try FaultyDestination { _ in .answer(200) }
        let service = #""limits": { "rateBySource": "1000000/s" }"#
        let folder = try TrialFolder(routes: Shop.routes(service: service), in: disk.url)
        let relay = try await RelayProcess.start(in: folder, bases: ["sink": destination.base])
        let ballast = try disk.fill()
        let handle = try FileHandle(forWritingTo: ballast)
        try handle.truncate(atOffset: try handle.seekToEnd() - 8_388_608)
        try handle.close()
        let padding = String(repeating: "x", count: 2_000)
        let load = try LoadGenerator(senders: 16, keysOfSender: 4, path: "/hooks/shop") { event in
            #"{"id":"\#(event.id)","lead":"\#(event.key)","number":\#(event.number),"padding":"\#(padding)"}"#
        }
        load.open(port: try await relay.port())
        try await load.progress.wait { $0.refusals[503, default: 0] > 1_000 }
        try FileManager.default.removeItem(at: ballast)
        let before = load.progress.state.accepted.count
        try await load.progress.wait { $0.accepted.count > before + 200 }
        let accepted = try await load.stop().accepted.count
        try await ProgramRun.on(folder, "status") { $0.contains("\"waiting\":0,") }
        #expect(try await relay.stop() == 0)
        #expect(destination.traffic.state.done == accepted)
    }

    @Test func `because somebody holds its lock says so, and goes on without a restart`() async throws {
        let destination = try FaultyDestination { _ in .answer(200) }
        let folder = try TrialFolder(routes: Shop.routes())
        let relay = try await RelayProcess.start(in: folder, bases: ["sink": destination.base])
        let port = try await relay.port()
        #expect(try await Shop.post(Shop.order("a", 1), to: port)?.status == 200)
        try await destination.traffic.wait { $0.done >= 1 }
        let other = try Connection(path: folder.data.appending(path: "leadrelay.db").path, .writing)
        other.waitForLocks(.seconds(5))
        try other.execute("BEGIN IMMEDIATE")
        let refused = try await Shop.post(Shop.order("a", 2), to: port)
        #expect(refused?.status == 503 && refused?.value(of: "retry-after") != nil)
        #expect(try await Self.readiness(port) == 503)
        #expect(try await ProgramRun.on(folder, "status").output.contains("\"ready\":false"))
        try other.execute("COMMIT")
        #expect(try await ProgramRun.on(folder, "status").output.contains("\"ready\":true"), "it finds out by itself")
        #expect(try await Shop.post(Shop.order("a", 2), to: port)?.status == 200)
        #expect(try await Self.readiness(port) == 200)
        try await destination.traffic.wait { $0.done >= 2 }
        #expect(try await relay.stop() == 0)
        #expect(destination.traffic.state.firstTaken == ["a": [1, 2]])
    }

    private static func readiness(_ port: UInt16) async throws -> Int? {
        try await elsewhere {
            let wire = try Wire(port: port)
            wire.send("GET /readyz HTTP/1.1\r\nHost: relay\r\n\r\n")
            var rest: [UInt8] = []
            return wire.message(&rest)?.status
        }
    }
}
