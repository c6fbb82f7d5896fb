import Foundation
import RelayTrials
import Testing

@Suite("leadrelay run does not start", .timeLimit(.minutes(10)))
struct RefusedStartTests {
    /// What a relay that does not start says, and with which status it ends.
    private static func complaint(
        in folder: TrialFolder,
        listen: String = "127.0.0.1:0"
    ) async throws -> (status: Int32, lines: [String]) {
        let relay = try RelayProcess(in: folder, listen: listen)
        let status = try await relay.end()
        return (status, try await relay.wholeLog())
    }

    @Test func `where its port or its folder is in use`() async throws {
        let folder = try TrialFolder(routes: RunningTests.routes("a"))
        let relay = try await RelayProcess.start(in: folder)
        let port = try await relay.port()
        let other = try TrialFolder(routes: RunningTests.routes("a"))
        let (status, lines) = try await Self.complaint(in: other, listen: "127.0.0.1:\(port)")
        #expect(status == 1 && lines.count == 2 && lines[1].contains("127.0.0.1:\(port)"), "\(lines)")
        #expect(lines.last?.hasSuffix("Is it in use already? Choose another with --listen.") == true, "\(lines)")
        let same = try await Self.complaint(in: folder)
        #expect(same.status == 1 && same.lines.count <= 2, "\(same)")
        #expect(same.lines.last?.contains("another") == true, "\(same)")
        #expect(try await Self.stops(relay))
    }

    private static func stops(_ relay: RelayProcess) async throws -> Bool { try await relay.stop() == 0 }

    @Test func `without a secret that its routes name`() async throws {
        let key = #", "auth": { "bearer": { "env": "NOT_SET_ANYWHERE" } }"#
        let folder = try TrialFolder(routes: RunningTests.routes("a", key: key))
        let (status, lines) = try await Self.complaint(in: folder)
        #expect(status == 1 && lines.count == 2 && lines[1].contains(": error missing-variable: "), "\(lines)")
        #expect(lines.last?.contains("NOT_SET_ANYWHERE is not set, or is empty") == true)
    }

    @Test(arguments: [
        (#"{ "version": 1, "sources": {"#, "routes.json:1:"),
        (#"{ "version": 1, "destinations": { "x": { "api": "leadtrakr" } } }"#, "leadtrackr"),
    ])
    func `with a routes file that is wrong`(routes: String, words: String) async throws {
        let (status, lines) = try await Self.complaint(in: try TrialFolder(routes: routes))
        #expect(status == 1 && lines.count == 2 && lines[1].contains(words), "\(lines)")
    }

    @Test func `without a routes file`() async throws {
        let folder = try TrialFolder(routes: "{}")
        try FileManager.default.removeItem(at: folder.routes)
        let (status, lines) = try await Self.complaint(in: folder)
        #expect(status == 1 && lines.last?.contains("no such file") == true, "\(lines)")
        #expect(lines.last?.hasSuffix("with --config, or begin one with leadrelay init.") == true, "\(lines)")
    }

    @Test func `where its data folder is a file`() async throws {
        let folder = try TrialFolder(routes: RunningTests.routes("a"))
        try Data().write(to: folder.data)
        let (status, lines) = try await Self.complaint(in: folder)
        #expect(status == 1 && lines.count <= 2 && lines.last?.contains(folder.data.path) == true, "\(lines)")
    }

    @Test(.enabled(if: SmallDisk.isPossible, "only root can mount a disk"))
    func `where its data folder cannot be written to`() async throws {
        let disk = try #require(SmallDisk(kibibytes: 1_024))
        let folder = try TrialFolder(routes: RunningTests.routes("a"), in: disk.url)
        try FileManager.default.createDirectory(at: folder.data, withIntermediateDirectories: false)
        #expect(disk.makeReadOnly())
        let (status, lines) = try await Self.complaint(in: folder)
        #expect(status == 1 && lines.count <= 2 && lines.last?.contains("read-only") == true, "\(lines)")
    }

    @Test func `but makes a data folder that is missing, for nobody else to read`() async throws {
        let folder = try TrialFolder(routes: RunningTests.routes("a"))
        let relay = try await RelayProcess.start(in: folder)
        let attributes = try FileManager.default.attributesOfItem(atPath: folder.data.path)
        #expect(attributes[.posixPermissions] as? Int == 0o700)
        #expect(try await relay.stop() == 0)
    }
}
