import CivilTime
import Foundation
import RelayCore
import RelayStore

/// A store in which a million deliveries wait: reading what is due, opening it, and the memory that it takes.
struct BacklogBench {
    private let deliveries: Int
    private let once = Stopwatch(rounds: 9, calls: 1)

    init(deliveries: Int = 1_000_000) {
        self.deliveries = deliveries
    }

    func run() throws {
        try Folder.temporary { folder in
            let file = StoreFile(folder + "relay.db")
            let now = try fill(file)
            var turns: Turns?
            let open = try once.nanoseconds {
                let store = try SQLiteStore(file)
                turns = store.turns
                keep(try store.commit([.reject(Self.rejected)], at: now))
            }
            report("store.backlog.open", open / 1e6, bar: 300)
            let reader = try StoreReader(file, turns: turns)
            let due = try once.nanoseconds { keep(try reader.due(at: "octanist", by: now, limit: 512)) }
            report("store.backlog.due512", due / 1e6, bar: 1)
            report(
                "store.backlog.nextDue",
                try once.nanoseconds { keep(try reader.nextDue(at: "octanist", after: .earliest)) } / 1e6
            )
            report("store.backlog.destinations", try once.nanoseconds { keep(try reader.destinations()) } / 1e6)
            report("store.backlog.counts", try once.nanoseconds { keep(try reader.counts()) } / 1e6)
            print(#"{"bench":"store.backlog.memory","deliveries":\#(deliveries),"residentMiB":\#(residentMiB)}"#)
        }
    }

    private func fill(_ file: StoreFile) throws -> Timestamp {
        let store = try SQLiteStore(file)
        var events = try StoreEvents()
        for _ in 0..<deliveries / 1_024 { _ = try store.commit(events.requests(512), at: events.now) }
        return events.now
    }

    private func report(_ name: String, _ milliseconds: Double, bar: Double? = nil) {
        let bar = bar.map { #","bar":\#($0)"# } ?? ""
        let figure = (milliseconds * 1_000).rounded() / 1_000
        print(#"{"bench":"\#(name)","deliveries":\#(deliveries),"ms":\#(figure)\#(bar)}"#)
    }

    private var residentMiB: Int {
        let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
        let line = status.split(separator: "\n").first { $0.hasPrefix("VmRSS:") }
        return (line?.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0) / 1_024
    }

    private static let rejected = RejectedRequest(
        at: Timestamp(microseconds: 0),
        peer: "",
        path: "",
        source: "",
        status: 404,
        cause: "source"
    )
}
