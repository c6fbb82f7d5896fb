import CivilTime
import Crypto
import Foundation
import RelayTesting
import Testing

@Suite("What a listener proves itself with")
struct TLSServerContextTests {
    private let folder: URL

    /// Makes two keys with a certificate each, and one key behind a password.
    init() async throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "leadrelay-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let one = try await Certificate(named: "one", in: folder.path)
        _ = try await Certificate(named: "two", in: folder.path)
        let lock = ["ec", "-in", one.keyPath, "-aes128", "-passout", "pass:secret", "-out", path("locked.key")]
        try await ChildProcess.succeed("openssl", lock)
        try Data("nothing".utf8).write(to: folder.appending(path: "empty.pem"))
    }

    private func path(_ name: String) -> String { folder.appending(path: name).path }

    private func context(_ certificates: String, _ key: String, _ authorities: String? = nil) throws -> TLSServerContext
    {
        defer { try? FileManager.default.removeItem(at: folder) }
        return try TLSServerContext(
            TLSFiles(certificates: path(certificates), key: path(key), clientAuthorities: authorities.map(path))
        )
    }

    @Test func `is a certificate with its key`() throws {
        let context = try context("one.pem", "one.key", "two.pem")
        let now = try #require(Timestamp(seconds: Int64(Date().timeIntervalSince1970)))
        let left = context.expires.duration(since: now)
        #expect(left > .seconds(86_400) && left <= .seconds(2 * 86_400))
    }

    @Test(arguments: [
        ("two.pem", "one.key", nil, "one.key", "the key does not fit the certificate in"),
        ("none.pem", "one.key", nil, "none.pem", "no certificate could be read: No such file or directory"),
        ("empty.pem", "one.key", nil, "empty.pem", "no certificate could be read"),
        ("one.pem", "none.key", nil, "none.key", "no key could be read: No such file or directory"),
        ("one.pem", "locked.key", nil, "locked.key", "no key could be read"),
        ("one.pem", "one.key", "empty.pem", "empty.pem", "no authority could be read"),
    ])
    func `is refused with the file and the reason`(
        certificates: String,
        key: String,
        authorities: String?,
        file: String,
        fact: String
    ) throws {
        let error = #expect(throws: TLSError.self) { try context(certificates, key, authorities) }
        #expect(error?.path == path(file))
        #expect(error?.fact.hasPrefix(fact) == true, "\(error?.fact ?? "")")
        #expect(error?.remedy.isEmpty == false)
    }

    @Test func `is warned of before and after its certificate's last day`() throws {
        let context = try context("one.pem", "one.key")
        let before = try #require(context.expires.adding(.seconds(-20 * 86_400)))
        let soon = try #require(context.expires.adding(.seconds(-86_400)))
        let after = try #require(context.expires.adding(.seconds(1)))
        #expect(context.warnings(at: before) == [])
        #expect(context.warnings(at: soon).map(\.fact) == ["the certificate expires soon"])
        #expect(context.warnings(at: after).map(\.fact) == ["the certificate has expired"])
    }
}
