import Foundation
import RelayCore
import RelayStore
import SQLite

/// Commits to the SQLite store beside appending the same bytes to a file with fdatasync, in the same run.
struct StoreBench {
    private let batch: Int
    private let seconds = 2.0

    init(batch: Int = 64) {
        self.batch = batch
    }

    func run() throws {
        try Folder.temporary { folder in
            let raw = try append(to: folder + "raw")
            report("store.raw", raw, beside: raw, bar: nil)
            report("store.least", try insert(in: folder + "least.db"), beside: raw, bar: nil)
            let ordered = try accept(StoreEvents(), in: folder + "accept.db")
            report("store.accept", ordered, beside: raw, bar: 7)
            let random = try accept(StoreEvents(areIDsOrdered: false), in: folder + "random.db")
            report("store.accept.random-ids", random, beside: raw, bar: nil)
            report("store.accept-and-settle", try acceptAndSettle(in: folder + "cycle.db"), beside: raw, bar: 15)
        }
    }

    private func append(to path: String) throws -> Stopwatch.Rounds {
        let file = unsafe open(path, O_WRONLY | O_CREAT | O_APPEND, 0o600)
        defer { close(file) }
        let bytes = [UInt8](repeating: 7, count: batch * SampleEvent.bytes.count)
        return Stopwatch.rounds(for: seconds) {
        } _: { _ in
            let written = unsafe write(file, bytes, bytes.count)
            precondition(written == bytes.count && fdatasync(file) == 0, "the disk does not take it")
        }
    }

    /// The least that SQLite can do for a queue: one row an event, and an index of what is due.
    private func insert(in path: String) throws -> Stopwatch.Rounds {
        let connection = try Connection(path: path, .creating)
        try connection.execute(
            """
            PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 1000;
            CREATE TABLE q (id INTEGER PRIMARY KEY, due INTEGER NOT NULL, state INTEGER NOT NULL, body BLOB) STRICT;
            CREATE INDEX due ON q (due) WHERE state = 0;
            """
        )
        let statement = try connection.prepare("INSERT INTO q (due, state, body) VALUES (?, 0, ?)")
        let body = SampleEvent.bytes
        return try Stopwatch.rounds(for: seconds) {
        } _: { _ in
            try connection.execute("BEGIN")
            for due in 0..<batch {
                try statement.run(lending: body.span) {
                    $0.integer(due)
                    $0.lent()
                }
            }
            try connection.execute("COMMIT")
        }
    }

    private func accept(_ sample: StoreEvents, in path: String) throws -> Stopwatch.Rounds {
        let store = try SQLiteStore(StoreFile(path))
        var events = sample
        return try Stopwatch.rounds(for: seconds) {
            events.requests(batch)
        } _: { requests in
            keep(try store.commit(requests, at: events.now))
        }
    }

    /// The deliveries of each batch are settled in the next one's transaction.
    private func acceptAndSettle(in path: String) throws -> Stopwatch.Rounds {
        let store = try SQLiteStore(StoreFile(path))
        var events = try StoreEvents()
        var results: [StoreResult] = []
        return try Stopwatch.rounds(for: seconds) {
            events.settlements(of: results) + events.requests(batch)
        } _: { writes in
            results = try store.commit(writes, at: events.now)
        }
    }

    private func report(_ name: String, _ rounds: Stopwatch.Rounds, beside raw: Stopwatch.Rounds, bar: Double?) {
        let events = Double(rounds.count * batch)
        let rate = events / rounds.seconds
        let rawRate = Double(raw.count * batch) / raw.seconds
        let bar = bar.map { #","bar":\#($0)"# } ?? ""
        print(
            #"{"bench":"\#(name)","batch":\#(batch),"eventsPerSecond":\#(rate.rounded()),"#
                + #""ratioToRaw":\#((rate / rawRate * 100).rounded() / 100),"#
                + #""cpuMicroseconds":\#((rounds.processorSeconds * 1e7 / events).rounded() / 10)\#(bar),"#
                + #""writtenBytes":\#(Int(Double(rounds.writtenBytes) / events))}"#
        )
    }
}

enum Folder {
    /// Calls the closure with the path of a folder, slash included, that is gone afterwards.
    static func temporary<Result>(_ body: (String) throws -> Result) throws -> Result {
        let folder = FileManager.default.temporaryDirectory.appending(path: "relay-bench-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        return try body(folder.path() + "/")
    }
}
