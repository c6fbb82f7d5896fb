import RelaySimulation
import RelayTesting
import SQLite
import Testing

@Suite struct ForgetfulDiskTests {
    /// A table of numbers in the mode that the store uses.
    private static let setup = """
        PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 20;
        CREATE TABLE IF NOT EXISTS numbers (number INTEGER PRIMARY KEY, filling BLOB) STRICT
        """

    private func open(_ disk: ForgetfulDisk) throws -> Connection {
        let connection = try Connection(path: "numbers.db", .creating, on: disk.name)
        try connection.execute(Self.setup)
        return connection
    }

    private func insert(_ number: Int, _ connection: borrowing Connection) throws {
        try connection.execute("INSERT INTO numbers VALUES (\(number), randomblob(3000))")
    }

    /// Writes until the power fails, and says how many numbers were committed.
    private func writeUntilOutage(_ disk: ForgetfulDisk, from first: Int) -> Int {
        var next = first
        do {
            let connection = try open(disk)
            while true {
                try insert(next, connection)
                next += 1
            }
        } catch {
            return next
        }
    }

    @Test(arguments: Seeds.first(300))
    func `what was committed survives each outage, and the file stays whole`(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        let disk = ForgetfulDisk(seed: seed, sector: random.chance(1, outOf: 2) ? 512 : 4_096)
        var committed = 0
        for _ in 0..<4 {
            disk.cutPower(after: random.integer(in: 1..<300))
            committed = writeUntilOutage(disk, from: committed)
            #expect(!disk.hasPower)
            disk.restart(losing: ForgetfulDisk.Loss.allCases[random.below(4)])
            let connection = try open(disk)
            #expect(try connection.prepare("PRAGMA integrity_check").all { $0.text(0) } == ["ok"], "seed \(seed)")
            let count = Int(try connection.integer("SELECT count(*) FROM numbers") ?? 0)
            // The transaction that was under way may have come to its end.
            #expect(count == committed || count == committed + 1, "seed \(seed): \(count) for \(committed)")
            #expect(try connection.integer("SELECT max(number) FROM numbers").map(Int.init) ?? -1 == count - 1)
            committed = count
        }
    }

    @Test(arguments: [ForgetfulDisk.Loss.all, .none])
    func `what nobody synced may be gone after an outage, and outlives a process that is killed`(
        _ loss: ForgetfulDisk.Loss
    ) throws {
        let disk = ForgetfulDisk(seed: 1)
        do {
            let connection = try open(disk)
            try connection.execute("PRAGMA synchronous = OFF")
            for number in 0..<5 { try insert(number, connection) }
            disk.cutPower()
        }
        disk.restart(losing: loss)
        #expect(try open(disk).integer("SELECT count(*) FROM numbers") == (loss == .all ? 0 : 5))
    }

    @Test func `who had a file open before an outage can do nothing to it afterwards`() throws {
        let disk = ForgetfulDisk(seed: 1)
        let before = try open(disk)
        try insert(0, before)
        disk.cutPower()
        disk.restart(losing: .none)
        let after = try open(disk)
        #expect(throws: SQLiteError.self) { try before.execute("INSERT INTO numbers VALUES (1, NULL)") }
        #expect(throws: SQLiteError.self) { try before.integer("SELECT count(*) FROM numbers") }
        try insert(2, after)
        #expect(try after.integer("SELECT count(*) FROM numbers") == 2)
    }

    @Test func `readers and the writer work side by side`() throws {
        let disk = ForgetfulDisk(seed: 1)
        let writer = try open(disk)
        let reader = try Connection(path: "numbers.db", .reading, on: disk.name)
        for number in 0..<100 {
            try insert(number, writer)
            #expect(try reader.integer("SELECT count(*) FROM numbers") == Int64(number + 1))
        }
    }

    @Test func `two writers wait for each other`() throws {
        let disk = ForgetfulDisk(seed: 1)
        let first = try open(disk)
        let second = try open(disk)
        try first.execute("BEGIN IMMEDIATE")
        let error = #expect(throws: SQLiteError.self) { try second.execute("BEGIN IMMEDIATE") }
        #expect(error?.kind == .busy)
        try first.execute("COMMIT")
        try second.execute("BEGIN IMMEDIATE")
    }

    @Test(arguments: [ForgetfulDisk.Faults.writing, .syncing, .full])
    func `a fault fails a transaction, and none after it is mended`(_ faults: ForgetfulDisk.Faults) throws {
        let disk = ForgetfulDisk(seed: 1)
        let connection = try open(disk)
        try insert(0, connection)
        disk.set(faults)
        let error = #expect(throws: SQLiteError.self) { try insert(1, connection) }
        #expect(error?.kind == (faults == .full ? .full : .inputOutput))
        disk.set([])
        try insert(1, connection)
        #expect(try connection.integer("SELECT count(*) FROM numbers") == 2)
        #expect(try connection.prepare("PRAGMA integrity_check").all { $0.text(0) } == ["ok"])
    }

    @Test func `a disk that cannot be read says so`() throws {
        let disk = ForgetfulDisk(seed: 1)
        try insert(0, try open(disk))
        disk.set(.reading)
        #expect(throws: SQLiteError.self) { try open(disk).integer("SELECT count(*) FROM numbers") }
        disk.set([])
        #expect(try open(disk).integer("SELECT count(*) FROM numbers") == 1)
    }
}
