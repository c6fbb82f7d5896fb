package import CivilTime
import JSON
import LinuxIO
import Quotation
package import RelayCore
import RelayStore

/// Speaks to the node that runs on a data folder; what changes something works on the folder itself where none runs.
package struct ControlClient: Sendable {
    private let folder: DataFolder

    package init(_ folder: DataFolder) {
        self.folder = folder
    }

    /// What a node said.
    package struct Reply: Sendable {
        package let status: Int
        package let body: [UInt8]

        package var isSuccess: Bool { (200..<300).contains(status) }
    }

    /// Why nobody can be asked.
    package struct Unreachable: Error, CustomStringConvertible {
        package let description: String
    }

    package func ask(_ method: String, _ path: String) throws(Unreachable) -> Reply {
        let question = "\(method) \(path) HTTP/1.1\r\nHost: leadrelay\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"
        let answer: [UInt8]
        do throws(LinuxIOError) {
            answer = try LocalExchange.ask(Array(question.utf8), at: folder.controlSocket)
        } catch {
            let description =
                error.isForbidden
                ? "\(error). \(DataFolder.remedyForStrangers)"
                : "no relay runs on '\(folder.path.shown)': \(error). Start it with: leadrelay run"
            throw Unreachable(description: description)
        }
        guard let reply = Reply(answer) else {
            throw Unreachable(description: "what answers at '\(folder.controlSocket.shown)' is no relay")
        }
        return reply
    }

    /// Replays or discards a dead letter: through the node that runs, or in the store itself.
    package func change(_ verb: Verb, _ id: DeliveryID, at now: Timestamp) throws -> Reply {
        do throws(Unreachable) {
            return try ask("POST", "/dead/\(id.text)/\(verb.rawValue)")
        } catch {
            return try changeAlone(verb, id, at: now)
        }
    }

    package enum Verb: String, Sendable { case replay, discard }

    private func changeAlone(_ verb: Verb, _ id: DeliveryID, at now: Timestamp) throws -> Reply {
        _ = try folder.openLedger()
        let lock = try FolderLock(folder: folder.path)
        defer { withExtendedLifetime(lock) {} }
        let store = try SQLiteStore(StoreFile(folder.database))
        let results = try store.commit([verb == .replay ? .replay(id) : .discard(id)], at: now)
        try store.close()
        guard case .refused(let reason)? = results.first else { return Reply(status: 200, body: Array("{}".utf8)) }
        var writer = JSONWriter()
        writer.object {
            $0.member("error", "\(reason.detail.isEmpty ? reason.cause : reason.detail). \(reason.remedy)")
        }
        return Reply(status: 409, body: writer.bytes)
    }
}

extension ControlClient.Reply {
    /// Reads an answer whose end is that of the connection.
    fileprivate init?(_ bytes: [UInt8]) {
        let end: [UInt8] = [0x0D, 0x0A, 0x0D, 0x0A]
        guard let head = bytes.indices.first(where: { bytes[$0...].starts(with: end) }),
            let line = String(validating: bytes[..<head], as: UTF8.self)?.split(separator: "\r\n").first
        else { return nil }
        let words = line.split(separator: " ")
        guard words.count >= 2, words[0].hasPrefix("HTTP/1."), let status = Int(words[1]) else { return nil }
        self.init(status: status, body: Array(bytes[(head + end.count)...]))
    }

    /// How many deliveries a reload has made dead letters of.
    package var ended: Int { (try? JSONDocument(body).root["ended"]?.int).map { Int($0) } ?? 0 }

    /// What a refusal says.
    package var problems: [String] {
        guard let root = try? JSONDocument(body).root else { return ["the relay answered \(status)"] }
        if let text = root["error"]?.string { return [text] }
        return root["problems"]?.elements.compactMap(\.string) ?? []
    }
}
