extension Schema {
    /// What people changed of deliveries, the jobs that send something again, and what events got by these. The
    /// index has the dead letters as they stand in their lanes, so that a job goes on where it was.
    static let repairs = """
        CREATE TABLE edits (
            event INTEGER NOT NULL, number INTEGER NOT NULL, place INTEGER NOT NULL, at INTEGER NOT NULL,
            by TEXT NOT NULL, note TEXT NOT NULL, changes TEXT NOT NULL, PRIMARY KEY (event, number, place)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE replay_jobs (
            id INTEGER PRIMARY KEY, made INTEGER NOT NULL, by TEXT NOT NULL, filter TEXT NOT NULL,
            manner INTEGER NOT NULL, pace_count INTEGER, pace_period INTEGER, most INTEGER, expected INTEGER,
            last INTEGER NOT NULL, position INTEGER NOT NULL, event INTEGER NOT NULL, number INTEGER NOT NULL,
            replayed INTEGER NOT NULL DEFAULT 0, skipped INTEGER NOT NULL DEFAULT 0,
            state TEXT NOT NULL DEFAULT 'running', key TEXT, skips TEXT NOT NULL DEFAULT '{}',
            bodiless INTEGER NOT NULL DEFAULT 0
        ) STRICT;
        CREATE TABLE additions (
            event INTEGER NOT NULL, number INTEGER NOT NULL, job INTEGER NOT NULL, at INTEGER NOT NULL,
            configuration INTEGER NOT NULL, PRIMARY KEY (event, number)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX letters_in_order ON history (position, event, number, dead_number)
            WHERE dead_number IS NOT NULL;
        """
}
