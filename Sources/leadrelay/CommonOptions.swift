package import CommandLineFrame

/// The options that mean the same for every command that has them.
extension Option {
    package static let json = flag("--json", "Print JSON instead of text.")
    package static let data = taking(
        .directory(named: "DIR"),
        "--data",
        "The data folder; $LEADRELAY_DATA, the routes file's or ./leadrelay-data unless told."
    )
    package static let config = taking(
        .file(named: "FILE"),
        "--config",
        "The routes file; $LEADRELAY_CONFIG or routes.json unless told."
    )
}
