import CEL
package import RelayRoutes

/// A configuration that a store keeps, understood once more for those who ask why something happened.
package enum StoredConfiguration {
    /// The routes of a stored text; nil where it is no routes file.
    ///
    /// Tables in files of their own are taken as they are now, since the store does not keep them.
    package static func table(of bytes: [UInt8], beside path: String) throws -> RouteTable? {
        guard let file = RoutesFile.read(bytes).file else { return nil }
        let tables = FileTables.load(file, beside: path).tables
        return RouteTableBuilder.build(file, catalogue: .embedded, base: try .relay(), fileTables: tables).table
    }
}
