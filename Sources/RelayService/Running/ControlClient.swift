package import CivilTime
import JSON
import LinuxIO
import Quotation
package import RelayCore
import RelayStore

/// Speaks to the node that runs on a data folder; what changes something works on the folder itself where none runs.
package struct ControlClient: Sendable {
    let folder: DataFolder

    package init(_ folder: DataFolder) {
        self.folder = folder
    }

    /// What a node said.
    package struct Reply: Sendable {
        package let status: Int
        package let body: [UInt8]
        /// Whether it comes from a node that runs.
        package var isByNode = true

        package init(status: Int, body: [UInt8]) {
            self.status = status
            self.body = body
        }

        package var isSuccess: Bool { (200..<300).contains(status) }
    }

    /// Why nobody can be asked.
    package struct Unreachable: Error, CustomStringConvertible {
        package let description: String
    }

    package func ask(_ method: String, _ path: String, _ body: [UInt8] = []) throws(Unreachable) -> Reply {
        let head = "\(method) \(path) HTTP/1.1\r\nHost: leadrelay\r\nConnection: close\r\nContent-Length: "
        let question = Array("\(head)\(body.count)\r\n\r\n".utf8) + body
        let answer: [UInt8]
        do throws(LinuxIOError) {
            answer = try LocalExchange.ask(question, at: folder.controlSocket)
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
        try change("/dead/\(id.text)/\(verb.path)", alone: verb.write(id), at: now)
    }

    /// Takes off the list what an operator has looked at, or all of it.
    package func attended(_ name: Attention.Name?, at now: Timestamp) throws -> Reply {
        let query = name.map {
            "?kind=\(PercentEncoding.encode($0.kind))&subject=\(PercentEncoding.encode($0.subject))"
        }
        return try change("/attention/clear\(query ?? "")", alone: .attended(name), at: now)
    }

    private func change(_ path: String, alone write: StoreWrite, at now: Timestamp) throws -> Reply {
        do throws(Unreachable) {
            return try ask("POST", path)
        } catch {
            return try changeAlone([write], at: now)
        }
    }

    /// Does something about dead letters: through the node that runs, or in the store itself.
    package func repair(_ repair: Repair, at now: Timestamp) throws -> Reply {
        do throws(Unreachable) {
            return try ask("POST", "/repair", repair.json)
        } catch {
            do {
                var reply = try changeAlone([.repair(repair)], at: now)
                reply.isByNode = false
                return reply
            } catch {
                // A relay that has the folder may have carried it out, and only its answer is lost.
                guard repair.isSameTwice, let reply = try? ask("POST", "/repair", repair.json) else { throw error }
                return reply
            }
        }
    }

    package enum Verb: Sendable {
        case replay(Delivery.Replay)
        case discard

        fileprivate var path: String {
            switch self {
            case .replay(let manner): manner.words.isEmpty ? "replay" : "replay?\(manner.words)"
            case .discard: "discard"
            }
        }

        fileprivate func write(_ id: DeliveryID) -> StoreWrite {
            switch self {
            case .replay(let replay): .replay(id, replay)
            case .discard: .discard(id)
            }
        }
    }

    /// Changes the store itself, where no node runs on it.
    func changeAlone(_ writes: [StoreWrite], at now: Timestamp) throws -> Reply {
        _ = try folder.openLedger()
        let lock = try FolderLock(folder: folder.path, patience: .seconds(1))
        defer { withExtendedLifetime(lock) {} }
        let store = try SQLiteStore(StoreFile(folder.database))
        let result = try store.commit(writes, at: now).first ?? .done
        try store.close()
        var writer = JSONWriter()
        writer.object { result.writeMember(to: &$0) }
        return Reply(status: result.isRefusal ? 409 : 200, body: writer.bytes)
    }
}

extension ControlClient.Reply {
    /// Reads an answer whose end is that of the connection.
    fileprivate init?(_ bytes: [UInt8]) {
        let end: [UInt8] = [0x0D, 0x0A, 0x0D, 0x0A]
        guard let head = bytes.indices.first(where: { bytes[$0...].starts(with: end) }),
            let line = String(validating: bytes[..<head], as: UTF8.self)?.pieces(between: "\r\n").first
        else { return nil }
        let words = line.split(separator: " ")
        guard words.count >= 2, words[0].hasPrefix("HTTP/1."), let status = Int(words[1]) else { return nil }
        self.init(status: status, body: Array(bytes[(head + end.count)...]))
    }

    /// How many deliveries a reload has made dead letters of.
    package var ended: Int { (try? JSONDocument(body).root["ended"]?.int).map { Int($0) } ?? 0 }

    /// How much a change has changed.
    package var changed: Int { (try? JSONDocument(body).root["changed"]?.int).map { Int($0) } ?? 0 }
    /// The job that has begun.
    package var job: ReplayJobID? {
        (try? JSONDocument(body).root["job"]?.string).flatMap { ReplayJobID(text: $0) }
    }

    /// What a refusal says.
    package var problems: [String] {
        guard let root = try? JSONDocument(body).root else { return ["the relay answered \(status)"] }
        if let text = root["error"]?.string { return [text] }
        return root["problems"]?.elements.compactMap(\.string) ?? []
    }
}
