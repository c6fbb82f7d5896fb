import CEL
import JSON
import LinuxIO
import Quotation
package import RelayRoutes

/// The tables that lie in files of their own, beside the routes file.
package enum FileTables {
    /// Reads them all; of one that cannot be read nothing is kept but why.
    static func load(_ file: RoutesFile, beside path: String) -> (tables: [Table], findings: [Finding]) {
        var tables: [Table] = []
        var findings: [Finding] = []
        for member in file.tables {
            guard let reference = FileTable(member) else { continue }
            do {
                tables.append(Table(name: reference.name, try read(reference, beside: path), at: reference.spot))
            } catch {
                tables.append(Table(name: reference.name, entries: []))
                var fact = "the table cannot be read: \(error)"
                if fact.hasSuffix(".") { fact.removeLast() }
                let remedy = "Correct it, or see: leadrelay links --help"
                findings.append(
                    Finding(.unreadableTable, at: reference.spot, fact, remedy)
                )
            }
        }
        return (tables, findings)
    }

    /// Reads one of them.
    package static func read(_ table: FileTable, beside path: String) throws -> IdTable {
        let bytes = try FileBytes.readRegular(path: location(of: table, beside: path), limit: 128 << 20)
        return try IdTable(CommaSeparated(bytes), key: table.key, value: table.value)
    }

    /// A relative path begins in the folder of the routes file.
    package static func location(of table: FileTable, beside path: String) -> String {
        guard !table.path.hasPrefix("/"), let slash = path.lastIndex(of: "/") else { return table.path }
        return path[...slash] + table.path
    }
}
