extension Schema {
    /// Which destinations do not stand open, or want nothing for a while; and what is due in two indexes, so that what a
    /// person wants sent again, however much that is, hides nothing else.
    static let pauses = """
        CREATE TABLE standings (
            destination TEXT PRIMARY KEY, kind TEXT NOT NULL, since INTEGER NOT NULL, until INTEGER, cause TEXT,
            remedy TEXT, status INTEGER, event INTEGER, number INTEGER, probes INTEGER NOT NULL DEFAULT 0
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE closures (
            destination TEXT PRIMARY KEY, since INTEGER NOT NULL, until INTEGER NOT NULL, cause TEXT NOT NULL
        ) STRICT, WITHOUT ROWID;
        DROP INDEX due;
        CREATE INDEX due ON deliveries (destination, due) WHERE head = 1 AND replayed IS NULL;
        CREATE INDEX due_replays ON deliveries (destination, due) WHERE head = 1 AND replayed IS NOT NULL;
        """
}
