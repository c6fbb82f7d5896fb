import JSON
import LinuxIO
import Quotation
import RelayRoutes

/// The tables that lie in files of their own.
enum FileTables {
    /// Reads them all; of one that cannot be read nothing is kept but why.
    static func load(_ file: RoutesFile, beside path: String) -> (tables: [Table], findings: [Finding]) {
        ([], [])
    }
}
