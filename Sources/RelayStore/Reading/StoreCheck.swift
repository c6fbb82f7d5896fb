package import RelayCore
import SQLite

/// Reads a whole store for damage, on a connection of its own: after an end that was not an orderly one.
package enum StoreCheck {
    /// Returns when nothing is wrong.
    ///
    /// - Parameters:
    ///   - file: The store, which may be written to at the same time.
    ///   - goesOn: Asked every few milliseconds; a no ends the check.
    /// - Throws: `damaged` with the first faults, `stopped` after a no, or why it cannot be read.
    package static func run(_ file: StoreFile, goesOn: @escaping () -> Bool) throws(StoreError) {
        let operation = "check the store"
        let connection = try file.openForReading()
        let findings = try attempting(operation) { () throws(SQLiteError) in
            try connection.askingWhetherToGoOn(everySteps: 10_000, goesOn) { () throws(SQLiteError) in
                try connection.prepare("PRAGMA quick_check(3)").all { $0.text(0) }
            }
        }
        guard findings != ["ok"] else { return }
        let remedy = "Stop, keep a copy of the data folder, and restore a backup."
        throw StoreError(.damaged, operation, fact: findings.joined(separator: "; "), remedy: remedy)
    }
}
