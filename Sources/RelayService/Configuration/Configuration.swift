import CEL
import JSON
import LinuxIO
import RelayCore
package import RelayRoutes

/// A routes file from disk, with everything that it refers to, and all that is wrong with it.
package struct Configuration: Sendable {
    package let path: String
    package let bytes: [UInt8]
    /// Nil where the file is no JSON object.
    package let file: RoutesFile?
    package let table: RouteTable?
    /// In the order of the file.
    package let findings: [Finding]

    /// More than any file that a person writes.
    package static let sizeLimit = 16 << 20

    /// Reads and checks a file.
    ///
    /// - Throws: `LinuxIOError` where it cannot be read, `EvaluationFailure` where OpenSSL cannot be started.
    package static func load(path: String) throws -> Configuration {
        try Configuration(path: path, bytes: FileBytes.read(path: path, limit: sizeLimit))
    }

    /// Checks the bytes of a file, whose tables lie beside it.
    package init(path: String, bytes: [UInt8]) throws {
        self.path = path
        self.bytes = bytes
        let read = RoutesFile.read(bytes)
        file = read.file
        guard let file = read.file else {
            (table, findings) = (nil, read.findings)
            return
        }
        let tables = FileTables.load(file, beside: path)
        let built = RouteTableBuilder.build(
            file,
            catalogue: .embedded,
            base: try .relay(),
            fileTables: tables.tables
        )
        table = built.table
        let deeper = RoutesCheck.findings(in: built.table)
        let secrets = SecretCheck.findings(in: file, isThere: Self.isThere)
        findings = (read.findings + tables.findings + built.findings + deeper + secrets).inOrder
    }

    private static func isThere(_ reference: SecretReference) -> Bool {
        switch reference {
        case .environment(let name): ProcessEnvironment.value(of: name)?.isEmpty == false
        case .file(let path): (try? FileBytes.readRegular(path: path, limit: 64 << 10)) != nil
        }
    }
}
