import JSON
import LinuxIO
import Quotation
import RelayCore
package import RelayRoutes

/// The file of a table that a routes file names, with what may be done to it.
package struct LinkFile: Sendable {
    package let table: FileTable
    /// Where the table's file lies.
    package let path: String
    /// Nil where there is no such file yet.
    private let existing: IdTable?

    /// The most bytes that a file of links is read with.
    private static let sizeLimit = 128 << 20

    /// Finds the table in a routes file and reads its file, if there is one.
    ///
    /// - Throws: `LinkFailure` for a table that is not there or stands in the routes file itself, else what reading gives.
    package init(table name: String, in configuration: String) throws {
        let member = try Self.member(name, in: configuration)
        guard let table = FileTable(member) else {
            throw LinkFailure.inline(name, member.value, in: configuration)
        }
        self.table = table
        path = FileTables.location(of: table, beside: configuration)
        existing = try Self.read(path, key: table.key, value: table.value, isOptional: true)
    }

    /// The pairs of another file, by the names of its columns; the table's own unless told.
    package func pairs(of path: String, key: String?, value: String?) throws -> [IdPair] {
        guard let other = try Self.read(path, key: key ?? table.key, value: value ?? table.value, isOptional: false)
        else { return [] }
        return Array(other.pairs)
    }

    /// What setting the pairs would change.
    package func merge(_ pairs: [IdPair]) throws -> LinkMerge {
        let table = try existing ?? emptyTable()
        let merge: IdTableMerge
        do throws(IdTableError) {
            merge = try table.merging(pairs)
        } catch {
            throw LinkFailure("\(path.shown): \(error)")
        }
        let values = Dictionary(pairs.map { (ExactText($0.key), $0.value) }) { first, _ in first }
        let changes = merge.changed.map { key in
            LinkMerge.Change(key: key, old: table[key] ?? "", new: values[ExactText(key)] ?? "")
        }
        return LinkMerge(isNew: existing == nil, merge: merge, changes: changes)
    }

    /// What setting one pair would change.
    package func merge(key: String, value: String) throws -> LinkMerge { try merge([IdPair(key: key, value: value)]) }

    /// Puts what a merge came to in the file's place.
    package func write(_ merge: LinkMerge) throws {
        try FileBytes.replace(path: path, with: merge.bytes)
    }

    /// The other system's id; nil where there is none.
    package subscript(key: String) -> String? { existing?[key] }

    private func emptyTable() throws -> IdTable {
        var writer = CommaSeparatedWriter()
        writer.row([table.key, table.value])
        return try IdTable(try CommaSeparated(writer.bytes), key: table.key, value: table.value)
    }

    // MARK: Reading

    private static func member(_ name: String, in configuration: String) throws -> JSONMember {
        let bytes = try FileBytes.read(path: configuration, limit: Configuration.sizeLimit)
        let read = RoutesFile.read(bytes)
        guard let file = read.file else {
            throw LinkFailure("\(configuration.shown):\(read.findings.first?.description ?? "1:1: no routes file")")
        }
        guard let member = file.tables.first(where: { $0.name == name }) else {
            throw LinkFailure.unknown(name, among: file.tables.map(\.name), in: configuration)
        }
        return member
    }

    private static func read(_ path: String, key: String, value: String, isOptional: Bool) throws -> IdTable? {
        let bytes: [UInt8]
        do throws(LinuxIOError) {
            bytes = try FileBytes.readRegular(path: path, limit: sizeLimit)
        } catch {
            guard isOptional, error.isMissing else { throw error }
            return nil
        }
        do {
            return try IdTable(try CommaSeparated(bytes), key: key, value: value)
        } catch {
            throw LinkFailure("\(path.shown): \(error)")
        }
    }
}

/// What an import into a table's file changes.
package struct LinkMerge: Sendable {
    /// Whether there was no file before.
    package let isNew: Bool
    package let added: [String]
    package let changes: [Change]
    package let unchanged: Int
    let bytes: [UInt8]

    /// An id that stands for another lead than it did.
    package struct Change: Sendable, Equatable {
        package let key: String
        package let old: String
        package let new: String
    }

    init(isNew: Bool, merge: IdTableMerge, changes: [Change]) {
        self.isNew = isNew
        added = merge.added
        self.changes = changes
        unchanged = merge.unchanged
        bytes = merge.bytes
    }

    /// Whether the file would be another.
    package var isChange: Bool { isNew || !added.isEmpty || !changes.isEmpty }
}
