/// The tables, version by version: each migration leads from the version before it to its own.
package enum Schema {
    /// `lead` in the bytes of the file's header, so that `file` and others know whose it is.
    static let applicationID: Int64 = 0x6C65_6164

    package static let migrations = [
        Migration(to: 1, first), Migration(to: 2, plans),
        Migration(to: 3, lanes + attention + pauses + echoes + repairs + positions),
    ]

    /// What waits stands in `deliveries` and stays small, whatever has ended moves to `history`. Bodies have a table of
    /// their own: dropping old ones then frees whole pages, and lists are read without them.
    private static let first = """
        CREATE TABLE meta (key TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT, WITHOUT ROWID;
        CREATE TABLE names (id INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE) STRICT;
        CREATE TABLE sends (
            id INTEGER PRIMARY KEY, route TEXT NOT NULL, send TEXT NOT NULL, destination TEXT NOT NULL,
            lane_destination INTEGER NOT NULL, is_retired INTEGER NOT NULL DEFAULT 0, UNIQUE (route, send, destination)
        ) STRICT;
        CREATE TABLE ids (
            source INTEGER NOT NULL, id TEXT NOT NULL, event INTEGER NOT NULL, PRIMARY KEY (source, id)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE events (
            number INTEGER PRIMARY KEY, source INTEGER NOT NULL, sender TEXT NOT NULL, aliases TEXT,
            type TEXT NOT NULL, lead TEXT, occurred INTEGER, received INTEGER NOT NULL, configuration INTEGER NOT NULL,
            notes BLOB, is_routed INTEGER NOT NULL, deliveries INTEGER NOT NULL
        ) STRICT;
        CREATE TABLE bodies (event INTEGER PRIMARY KEY, headers BLOB, query BLOB, body BLOB) STRICT;
        CREATE TABLE deliveries (
            event INTEGER NOT NULL, number INTEGER NOT NULL, send INTEGER NOT NULL, destination INTEGER NOT NULL,
            lane INTEGER, lead TEXT, position INTEGER NOT NULL, due INTEGER NOT NULL, head INTEGER NOT NULL,
            since INTEGER NOT NULL, attempts INTEGER NOT NULL, waits INTEGER NOT NULL, in_doubt INTEGER NOT NULL,
            cause TEXT, detail TEXT, remedy TEXT, PRIMARY KEY (event, number)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX due ON deliveries (destination, due) WHERE head = 1;
        CREATE TABLE lanes (
            lane INTEGER NOT NULL, position INTEGER NOT NULL, event INTEGER NOT NULL, number INTEGER NOT NULL,
            PRIMARY KEY (lane, position, event, number)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE history (
            event INTEGER NOT NULL, number INTEGER NOT NULL, send INTEGER NOT NULL, lead TEXT,
            position INTEGER NOT NULL, since INTEGER NOT NULL, attempts INTEGER NOT NULL, waits INTEGER NOT NULL,
            in_doubt INTEGER NOT NULL, cause TEXT, detail TEXT, remedy TEXT, fate TEXT NOT NULL,
            finished INTEGER NOT NULL, dead_number INTEGER, try INTEGER, started INTEGER, took INTEGER, status INTEGER,
            failure TEXT, verdict TEXT, try_cause TEXT, try_detail TEXT, try_remedy TEXT, configuration INTEGER,
            digest BLOB, request BLOB, answer BLOB, PRIMARY KEY (event, number)
        ) STRICT, WITHOUT ROWID;
        CREATE UNIQUE INDEX dead_letters ON history (dead_number) WHERE dead_number IS NOT NULL;
        CREATE TABLE attempts (
            event INTEGER NOT NULL, number INTEGER NOT NULL, place INTEGER NOT NULL, try INTEGER NOT NULL,
            started INTEGER NOT NULL, took INTEGER NOT NULL, status INTEGER, failure TEXT, verdict TEXT NOT NULL,
            try_cause TEXT, try_detail TEXT, try_remedy TEXT, configuration INTEGER, digest BLOB, request BLOB,
            answer BLOB, PRIMARY KEY (event, number, place)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE rejections (
            number INTEGER PRIMARY KEY, at INTEGER NOT NULL, peer TEXT NOT NULL, path TEXT NOT NULL,
            source TEXT NOT NULL, status INTEGER NOT NULL, cause TEXT NOT NULL, body BLOB
        ) STRICT;
        CREATE TABLE configurations (fingerprint TEXT PRIMARY KEY, text BLOB NOT NULL) STRICT;
        """

    /// What was planned stands with the event, so that a delivery needs a row only once there is more to tell; `fresh`
    /// shows those without one as if they had it.
    private static let plans = """
        ALTER TABLE events ADD COLUMN accepted INTEGER;
        ALTER TABLE events ADD COLUMN plan TEXT;
        \(fresh(position: "coalesce(e.occurred, e.received)"))
        """

    /// A time that has not come yet orders nothing.
    private static let positions = "DROP VIEW fresh;\n" + fresh(position: PositionColumn.sql("e."))

    private static func fresh(position: String) -> String {
        """
        CREATE VIEW fresh AS
            SELECT e.number AS event, p.key AS number,
                CASE p.type WHEN 'integer' THEN p.value ELSE json_extract(p.value, '$[0]') END AS send,
                CASE p.type WHEN 'integer' THEN e.lead ELSE json_extract(p.value, '$[1]') END AS lead,
                \(position) AS position, e.accepted AS since, 0 AS attempts, 0 AS waits,
                0 AS in_doubt, NULL AS cause, NULL AS detail, NULL AS remedy, e.accepted AS due
            FROM events e CROSS JOIN json_each(e.plan) p
            WHERE e.number > coalesce((SELECT value FROM meta WHERE key = 'deliveries'), 0)
                AND p.key < 64 AND p.type <> 'null'
                AND NOT EXISTS (SELECT 1 FROM history h WHERE h.event = e.number AND h.number = p.key)
                AND NOT EXISTS (SELECT 1 FROM deliveries d WHERE d.event = e.number AND d.number = p.key);
        """
    }

    /// What a send asks of those that are about the same lead: which was `delivered` last, of the sends that only want
    /// the latest, and which dead letters hold their lanes. Deliveries of a send that has ever wanted only the latest stand
    /// in `lanes` a second time, among those of the same send and lead; but for those of events up to `rivals_after`.
    private static let lanes = """
        ALTER TABLE sends ADD COLUMN takes_latest INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE sends ADD COLUMN holds INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE sends ADD COLUMN rivals_after INTEGER;
        ALTER TABLE deliveries ADD COLUMN replayed INTEGER;
        UPDATE deliveries SET replayed = 0 WHERE cause = 'replayed';
        CREATE TABLE delivered (
            send INTEGER NOT NULL, lead TEXT NOT NULL, position INTEGER NOT NULL, event INTEGER NOT NULL,
            number INTEGER NOT NULL, PRIMARY KEY (send, lead)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX delivered_events ON delivered (event);
        CREATE TABLE holds (
            event INTEGER NOT NULL, number INTEGER NOT NULL, lane INTEGER NOT NULL, PRIMARY KEY (event, number)
        ) STRICT, WITHOUT ROWID;
        """
}
