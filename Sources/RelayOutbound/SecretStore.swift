import LinuxIO
import RelayCore

/// Finds secrets where their references say; what it hands out goes into a request and nowhere else.
///
/// A variable is read each time, and a file again once it has changed, so that a key can be replaced while it runs.
struct SecretStore: Sendable {
    /// Longer than any key, and shorter than a file that somebody named by mistake.
    private static let limit = 64 << 10

    private struct ReadFile: Sendable {
        let stamp: FileStamp
        let secret: String
    }

    private let files = Lock<[String: ReadFile]>([:])

    func secret(_ reference: SecretReference) throws(SendFailure) -> String {
        switch reference {
        case .environment(let name):
            guard let secret = ProcessEnvironment.value(of: name), !secret.isEmpty else { throw .secretMissing }
            return secret
        case .file(let path):
            return try file(path)
        }
    }

    private func file(_ path: String) throws(SendFailure) -> String {
        do {
            let stamp = try FileStamp(path: path)
            if let known = files.withLock({ $0[path] }), known.stamp == stamp { return known.secret }
            let secret = try Self.secret(in: FileBytes.readRegular(path: path, limit: Self.limit))
            // The stamp is older than what was read: a change between the two is found the next time.
            files.withLock { $0[path] = ReadFile(stamp: stamp, secret: secret) }
            return secret
        } catch let failure as SendFailure {
            throw failure
        } catch {
            throw .secretMissing
        }
    }

    /// The text of a file, without the line's end that editors put behind it.
    private static func secret(in bytes: [UInt8]) throws(SendFailure) -> String {
        var text = bytes[...]
        if text.last == UInt8(ascii: "\n") { text.removeLast() }
        if text.last == UInt8(ascii: "\r") { text.removeLast() }
        guard !text.isEmpty else { throw .secretMissing }
        guard let secret = String(validating: text, as: UTF8.self) else { throw .secretUnusable }
        return secret
    }
}
