import LinuxIO
import Quotation
package import RelayCore
import RelayRoutes
import RelayStore

/// The folder that a relay keeps everything in, and the names of what lies there.
package struct DataFolder: Sendable, Equatable {
    package let path: String

    /// - Parameter path: A folder; blanks and all, as the system takes it.
    package init(path: String) {
        // The root alone ends with its slash.
        self.path = path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
    }

    /// The folder that is used unless anybody says otherwise.
    package static let standard = DataFolder(path: "./leadrelay-data")

    /// Finds the folder: what the command line says, else `$LEADRELAY_DATA`, else the routes file, else the standard one.
    ///
    /// A routes file that somebody named must be there; the usual one need not.
    package static func find(given: String?, configuration: String, isNamed: Bool) throws -> DataFolder {
        if let given { return DataFolder(path: given) }
        if let path = ProcessEnvironment.value(of: "LEADRELAY_DATA"), !path.isEmpty { return DataFolder(path: path) }
        return try configured(in: configuration, isNamed: isNamed) ?? standard
    }

    /// What the routes file says; what else it says, right or wrong, does not matter to those who only read.
    private static func configured(in configuration: String, isNamed: Bool) throws -> DataFolder? {
        do throws(LinuxIOError) {
            let bytes = try FileBytes.readRegular(path: configuration, limit: Configuration.sizeLimit)
            return RoutesFile.read(bytes).file?.settings.data.map { DataFolder(path: $0) }
        } catch {
            guard isNamed else { return nil }
            throw error
        }
    }

    // MARK: What lies in it

    package var database: String { file("leadrelay.db") }
    package var controlSocket: String { file("control.sock") }
    /// What is on its way to an API.
    package var inFlight: String { file("in-flight") }
    package var deadLetters: String { file("dead-letters.jsonl") }
    /// Held by the relay that runs on this folder.
    package var lock: String { file("lock") }

    private func file(_ name: String) -> String { "\(path)/\(name)" }

    // MARK: Reading

    /// Opens what is stored for reading, whether a relay runs on it or not.
    package func openLedger() throws(StoreError) -> any Ledger {
        do throws(LinuxIOError) {
            try FileBytes.checkReadable(path: database)
        } catch {
            let isMissing = error.isMissing
            throw StoreError(
                .unreadable,
                "open the store for reading",
                fact: isMissing ? "there is no \(database.shown.quotedOnce)" : error.description,
                remedy: isMissing ? Self.remedyForNone : Self.remedyForStrangers
            )
        }
        return try StoreReader(checking: StoreFile(database))
    }

    private static let remedyForNone = """
        Name the data folder with --data or $LEADRELAY_DATA, or start the relay, which makes it: leadrelay run
        """
    static let remedyForStrangers =
        "What lies in a data folder is its owner's alone: ask as the user who runs the relay."
}

extension String {
    fileprivate var quotedOnce: String { "'\(self)'" }
}
