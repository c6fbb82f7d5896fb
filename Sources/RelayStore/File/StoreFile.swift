import LinuxIO
import RelayCore
import SQLite

/// Where a store lies, and how SQLite is set up for it.
package struct StoreFile: Sendable {
    package let path: String
    /// The file system, as it is registered with SQLite; nil for that of this machine.
    let system: String?
    /// How long to wait for a lock that somebody else holds: nobody should.
    package let patience: Duration
    /// The most memory that the writer's page cache takes, in KiB.
    let writerCache: Int
    /// The most memory that a reader's page cache takes, in KiB.
    let readerCache: Int
    /// After how many pages the write-ahead log is moved into the file: with more, the slowest commits get slower.
    let checkpointPages: Int

    package init(
        _ path: String,
        on system: String? = nil,
        patience: Duration = .seconds(2),
        writerCache: Int = 4 << 10,
        readerCache: Int = 4 << 10,
        checkpointPages: Int = 300
    ) {
        self.path = path
        self.system = system
        self.patience = patience
        self.writerCache = writerCache
        self.readerCache = readerCache
        self.checkpointPages = checkpointPages
    }

    /// The file's folder is made by its owner; the file itself, its log and the log's index are nobody else's to read.
    func openForWriting() throws(StoreError) -> Connection {
        if system == nil { try makePrivate() }
        return try attempting("open the store") { () throws(SQLiteError) in
            let connection = try Connection(path: path, system == nil ? .writing : .creating, on: system)
            connection.waitForLocks(patience)
            // The first two only matter before the first table, and before the log. What is dropped is overwritten: it
            // is about people.
            try connection.execute(
                """
                PRAGMA page_size = \(Self.pageSize);
                PRAGMA auto_vacuum = INCREMENTAL;
                PRAGMA journal_mode = WAL;
                PRAGMA synchronous = FULL;
                PRAGMA wal_autocheckpoint = \(checkpointPages);
                PRAGMA journal_size_limit = \(Self.largestIdleLog);
                PRAGMA mmap_size = 0;
                PRAGMA temp_store = MEMORY;
                PRAGMA secure_delete = ON;
                PRAGMA cache_size = -\(writerCache);
                """
            )
            return connection
        }
    }

    private func makePrivate() throws(StoreError) {
        do throws(LinuxIOError) {
            // SQLite gives its log and the log's index the permissions of the file.
            try PrivateFile.make(path)
        } catch {
            throw StoreError(error, "open the store")
        }
    }

    func openForReading() throws(StoreError) -> Connection {
        try attempting("open the store for reading") { () throws(SQLiteError) in
            let connection = try Connection(path: path, .reading, on: system)
            connection.waitForLocks(patience)
            try connection.execute("PRAGMA query_only = 1; PRAGMA mmap_size = 0; PRAGMA cache_size = -\(readerCache);")
            return connection
        }
    }

    /// The write-ahead log, in bytes.
    var logSize: Int64 { PrivateFile.size(of: path + "-wal") }
    package var size: Int64 { PrivateFile.size(of: path) }

    /// Two calls write a page to the log, and nearly all that is written stands behind each other: with pages of twice
    /// the usual size, half as many are.
    private static let pageSize = 8 << 10

    /// What a checkpoint leaves of a log that had grown.
    package static let largestIdleLog: Int64 = 16 << 20
}
