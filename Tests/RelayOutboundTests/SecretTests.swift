import Foundation
import RelayCore
import RelayOutbound
import RelayTesting
import Testing

@Suite("Secrets are put in at the last moment", .timeLimit(.minutes(10)))
struct SecretTests {
    @Test func `from a variable and a file, in headers, query and base`() async throws {
        let server = ScriptedServer { peer, _ in peer.answerAll() }
        let folder = try Folder()
        let key = SecretReference.file(try folder.write("k&y\n", to: "key"))
        let base = SecretReference.file(try folder.write(server.url + "\r\n", to: "base"))
        let request = Request(
            method: "GET",
            base: .secret(base),
            path: "/x",
            query: [.init("token", .secret(key))],
            headers: [
                .init("Authorization", .secret(key, prefix: "Bearer ")), .init("X-Path", .secret(.environment("PATH"))),
            ]
        )
        #expect(try await answer(to: outgoing(request)).status == 200)
        let sent = try #require(server.requests.first)
        #expect(sent.hasPrefix("GET /x?token=k%26y HTTP/1.1\r\n"))
        #expect(sent.contains("\r\nAuthorization: Bearer k&y\r\n"))
        #expect(sent.contains("\r\nX-Path: \(ProcessInfo.processInfo.environment["PATH"] ?? "")\r\n"))
    }

    @Test func `a file that was replaced is read again`() async throws {
        let server = ScriptedServer { peer, _ in peer.answerAll() }
        let folder = try Folder()
        let path = try folder.write("first", to: "key")
        let request = post(server.url, headers: [.init("X-API-Key", .secret(.file(path)))])
        try await withSender { sender, _ in
            _ = await sender.send(request)
            _ = await sender.send(request)
            _ = try folder.write("other", to: "key")
            _ = await sender.send(request)
        }
        let keys = server.requests.compactMap { $0.firstMatch(of: /X-API-Key: (\w+)/).map { String($0.1) } }
        #expect(keys == ["first", "first", "other"])
    }

    @Test func `what cannot be found is not sent`() async throws {
        let folder = try Folder()
        let empty = try folder.write("\n", to: "empty")
        let large = try folder.write(String(repeating: "x", count: 100_000), to: "large")
        let missing: [SecretReference] = [
            .environment("LEADRELAY_NOBODY_SETS_THIS"), .file(folder.path + "/none"), .file(folder.path), .file(empty),
            .file(large), .file("/dev/zero"),
        ]
        for reference in missing {
            let outcome = Outcome(try await answer(to: post(Self.nowhere, headers: [.init("K", .secret(reference))])))
            #expect(outcome == Outcome(.secretMissing, wasSent: false), "\(reference)")
        }
    }

    @Test(arguments: ["a\nb", "a\r\nX: y", "a\u{0}b", "\u{1}"])
    func `what would end a header is not sent`(secret: String) async throws {
        let folder = try Folder()
        let reference = SecretReference.file(try folder.write(secret, to: "key"))
        let inHeader = post(Self.nowhere, headers: [.init("K", .secret(reference))])
        let inQuery = post(Self.nowhere, query: [.init("k", .secret(reference))])
        for request in [inHeader, inQuery] {
            #expect(Outcome(try await answer(to: request)) == Outcome(.secretUnusable, wasSent: false))
        }
    }

    @Test(arguments: ["stranger.test", "http://", "ftp://host", "http://host/?a=b", "http://ho st", "http://host\\x"])
    func `a secret base that names no place is not sent to`(secret: String) async throws {
        let folder = try Folder()
        let base = SecretReference.file(try folder.write(secret, to: "base"))
        let request = outgoing(Request(method: "GET", base: .secret(base), path: "/x"))
        #expect(Outcome(try await answer(to: request)) == Outcome(.secretUnusable, wasSent: false))
    }

    /// Where a request that should not leave would be refused.
    private static let nowhere = "http://127.0.0.1:1"
}
