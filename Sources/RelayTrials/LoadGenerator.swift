import Foundation
import JSON
import LinuxIO
package import RelayTesting

/// Senders that post events one after the other, each on a connection of its own, and repeat each until it is accepted,
/// as senders do; a relay that is killed and started again in between costs them time and no event.
package final class LoadGenerator: Sendable {
    /// What was accepted, and what came in place of an acceptance.
    package let progress = Happenings(Progress())
    private let door = Door()

    package struct Progress: Sendable {
        /// The accepted ones, by their ids.
        package fileprivate(set) var accepted: [String: Event] = [:]
        /// How often each other status came.
        package fileprivate(set) var refusals: [Int: Int] = [:]
        package fileprivate(set) var stoppedSenders = 0
    }

    package struct Event: Sendable, Equatable {
        package let id: String
        package let key: String
        /// The so-manieth of its key.
        package let number: Int
        /// What the relay calls it.
        package fileprivate(set) var name = ""
    }

    package let senders: Int
    private let keysOfSender: Int

    /// Starts the senders, which wait for a relay; `body` is what is posted for an event.
    package init(
        senders: Int,
        keysOfSender: Int,
        path: String,
        body: @escaping @Sendable (Event) -> String
    ) throws {
        self.senders = senders
        self.keysOfSender = keysOfSender
        for sender in 0..<senders {
            _ = try LinuxIO.Thread(name: "sender") { [progress, door] in
                Self.run(sender, keysOfSender, path, body, progress, door)
                progress.note { $0.stoppedSenders += 1 }
            }
        }
    }

    /// Says where the relay listens from now on.
    package func open(port: UInt16) { door.open(port: port) }

    /// Has every sender stop when its event is accepted, and waits for that.
    package func stop() async throws -> Progress {
        door.close()
        return try await progress.wait { [senders] in $0.stoppedSenders == senders }
    }

    private static func run(
        _ sender: Int,
        _ keys: Int,
        _ path: String,
        _ body: (Event) -> String,
        _ progress: Happenings<Progress>,
        _ door: Door
    ) {
        var (turn, seen, count) = (-1, 0, 0)
        var wire: Wire?
        while !door.isClosed {
            let key = "lead_\(sender)_\(count % keys)"
            var event = Event(id: "\(key)_\(count / keys)", key: key, number: count / keys)
            let text = body(event)
            count += 1
            while true {
                if wire == nil { wire = try? Wire(port: door.port(at: turn)) }
                guard let answer = wire?.post(path, text) else {
                    // The connection that was killed is none; the next may be one of the same relay.
                    if wire == nil { turn = door.wait(after: turn) }
                    wire = nil
                    continue
                }
                if answer.status == 200 {
                    event.name = (try? JSONDocument(answer.body))?.root["id"]?.string ?? ""
                    break
                }
                seen = answer.status
                progress.note { [seen] in $0.refusals[seen, default: 0] += 1 }
            }
            progress.note { [event] in $0.accepted[event.id] = event }
        }
    }
}

/// Where the relay listens, for threads that wait for it to come back.
private final class Door: Sendable {
    private let state = Lock((ports: [UInt16](), isClosed: false))
    private let condition = NSCondition()

    var isClosed: Bool { state.withLock { $0.isClosed } }

    /// The port at a turn, or the last one.
    func port(at turn: Int) -> UInt16 { state.withLock { $0.ports.indices.contains(turn) ? $0.ports[turn] : 0 } }

    func open(port: UInt16) {
        change { $0.ports.append(port) }
    }

    func close() { change { $0.isClosed = true } }

    /// Waits until there is a port behind that of a turn, and says which turn it is.
    func wait(after turn: Int) -> Int {
        condition.lock()
        defer { condition.unlock() }
        while state.withLock({ $0.ports.count <= turn + 1 }) { condition.wait() }
        return state.withLock { $0.ports.count - 1 }
    }

    private func change(_ body: (inout (ports: [UInt16], isClosed: Bool)) -> Void) {
        condition.lock()
        state.withLock(body)
        condition.broadcast()
        condition.unlock()
    }
}
