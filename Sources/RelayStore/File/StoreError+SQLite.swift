import LinuxIO
import RelayCore
import SQLite

/// Says what SQLite could not do in the words of the port.
func attempting<Value: ~Copyable>(
    _ operation: String,
    _ body: () throws(SQLiteError) -> Value
) throws(StoreError) -> Value {
    do throws(SQLiteError) {
        return try body()
    } catch {
        throw StoreError(error, operation)
    }
}

extension StoreError {
    init(_ error: SQLiteError, _ operation: String) {
        let (code, remedy): (Code, String) =
            switch error.kind {
            case .full: (.full, "Make room on the disk; nothing needs to be restarted.")
            case .busy: (.locked, "End the other program that writes to the data folder.")
            case .damaged: (.damaged, "Stop, keep a copy of the data folder, and restore a backup.")
            case .cannotOpen: (.unreadable, "Check that the data folder exists and who owns it.")
            case .readOnly: (.unreadable, "Check who owns the data folder, and that the disk is not read-only.")
            case .inputOutput: (.unreadable, "Check the disk; the system's log says more.")
            case .interrupted: (.stopped, "It was asked to stop.")
            case .other: (.unreadable, "This is a fault of leadrelay; please report it.")
            }
        self.init(code, operation, fact: error.description, remedy: remedy)
    }

    init(_ error: LinuxIOError, _ operation: String) {
        self.init(.unreadable, operation, fact: error.description, remedy: "Check who owns the data folder.")
    }
}
