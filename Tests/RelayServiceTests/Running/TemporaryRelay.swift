import CivilTime
import Foundation
import LinuxIO
import RelayCore
import RelayLog
import RelayRoutes
import RelayService
import RelayStore
import RelayTesting

/// A folder with a routes file and a data folder, and the nodes that run on it.
final class TemporaryRelay: Sendable {
    let folder: String
    private let lines = Lock<[String]>([])
    private let listening = Alarm()

    init(_ routes: String = TemporaryRelay.routes()) throws {
        let name = "node-\(UUID().uuidString.prefix(8))"
        folder = FileManager.default.temporaryDirectory.appending(path: name).path()
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try write(routes)
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    /// A file with a source that believes anybody, and these sends to a destination that holds what it gets.
    static func routes(sends: [String] = ["first"], source: String = "in", more: String = "") -> String {
        let texts = sends.map { name in
            """
            { "name": "\(name)", "to": "crm", "call": "request", "with": { "method": "POST", "path": "/" } }
            """
        }
        return """
            { "version": 1, "service": { "limits": { "grace": "1s" } \(more) },
              "sources": { "\(source)": { "preset": "none", "path": "/in", "id": "body.id" } },
              "destinations": { "crm": { "api": "http", "base": "https://crm.example.com", "mode": "hold" } },
              "routes": [ { "name": "all", "from": "\(source)", "on": "*", "send": [\(texts.joined(separator: ","))] } ] }
            """
    }

    var data: DataFolder { DataFolder(path: "\(folder)/data") }
    var control: ControlClient { ControlClient(data) }
    var log: String { lines.withLock { $0.joined() } }

    func write(_ routes: String) throws {
        try routes.write(toFile: "\(folder)/routes.json", atomically: true, encoding: .utf8)
    }

    func node(listen: String? = nil, bases: [String: String] = [:]) throws -> Node {
        let options = RunOptions(
            config: "\(folder)/routes.json",
            data: data.path,
            listen: listen ?? "unix:\(folder)/listen.sock",
            log: nil,
            bases: bases
        )
        return try Node(options, takesSignals: false) { [lines, listening] _ in
            Log(format: .json, time: { "" }) { line in
                lines.withLock { $0.append(line) }
                if line.contains("\"listening\"") { listening.raise() }
            }
        }
    }

    /// Runs the body beside a node that listens, and ends that in order.
    func run(_ body: () async throws -> Void) async throws {
        let node = try node()
        try await withThrowingTaskGroup { group in
            group.addTask { try await node.run() }
            await listening.wait()
            defer { group.cancelAll() }
            try await body()
        }
    }

    /// The status of the answer to an event.
    func post(_ body: String) async throws -> Int {
        let text =
            "POST /in HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)"
        let answer = try await elsewhere { [folder] in
            try LocalExchange.ask(Array(text.utf8), at: "\(folder)/listen.sock")
        }
        return Int(String(decoding: answer, as: UTF8.self).split(separator: " ")[1]) ?? 0
    }

    /// What the node that runs says to a question of its operator.
    func ask(_ method: String, _ path: String) async throws -> ControlClient.Reply {
        try await elsewhere { [control] in try control.ask(method, path) }
    }

    /// Has these subjects stand on the list of what to look at, before any node runs.
    func attend(_ subjects: [String]) throws {
        try Folder.make(data.path)
        let store = try SQLiteStore(StoreFile(data.database))
        _ = try store.commit(subjects.map { .attend(Attention("quota", of: $0)) }, at: SystemClock().timestamp())
        try store.close()
    }

    func attended(_ name: Attention.Name?) async throws -> ControlClient.Reply {
        try await elsewhere { [control] in try control.attended(name, at: SystemClock().timestamp()) }
    }

    func ledger() throws -> any Ledger { try data.openLedger() }

    func states() throws -> [String] {
        try ledger().deliveries(DeliveryQuery()).map { summary in
            guard case .finished(_, let reason) = summary.stored.delivery.state else { return "waiting" }
            return reason.cause
        }
    }
}
