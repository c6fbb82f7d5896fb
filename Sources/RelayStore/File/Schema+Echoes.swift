extension Schema {
    /// The writes of the last minutes that come back as events, and the events that were held against one: those that
    /// repeat it (`is_routed` of such an event is 2), and those that said something else.
    static let echoes = """
        CREATE TABLE echoes (
            number INTEGER PRIMARY KEY, destination INTEGER NOT NULL, lead TEXT NOT NULL, field TEXT NOT NULL,
            value TEXT NOT NULL, event INTEGER NOT NULL, delivery INTEGER NOT NULL, try INTEGER NOT NULL,
            ends INTEGER NOT NULL, is_used INTEGER NOT NULL DEFAULT 0, is_settled INTEGER NOT NULL DEFAULT 0,
            contradicted INTEGER
        ) STRICT;
        CREATE INDEX echoes_of_lead ON echoes (destination, lead);
        CREATE UNIQUE INDEX echoes_of_attempt ON echoes (event, delivery, try);
        CREATE TABLE echo_matches (
            event INTEGER PRIMARY KEY, writer INTEGER NOT NULL, delivery INTEGER NOT NULL, destination INTEGER NOT NULL,
            field TEXT NOT NULL, expected TEXT NOT NULL, reported TEXT NOT NULL
        ) STRICT;
        """
}
