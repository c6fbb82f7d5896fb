extension Schema {
    /// What an operator should look at: few rows, each for whatever is told of the same subject again and again.
    static let attention = """
        CREATE TABLE attention (
            kind TEXT NOT NULL, subject TEXT NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL,
            count INTEGER NOT NULL, detail TEXT NOT NULL, remedy TEXT NOT NULL, PRIMARY KEY (kind, subject)
        ) STRICT, WITHOUT ROWID;
        """
}
