import CEL
import Crypto
import JSON
import LinuxIO
package import RelayAuthoring
import RelayCore
package import RelayRoutes

/// A routes file from disk, with everything that it refers to, and all that is wrong with it.
package struct Configuration: Sendable {
    package let path: String
    package let bytes: [UInt8]
    package let report: CheckReport

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
        var report = CheckReport.make(bytes, catalogue: .embedded, base: try .relay()) { file in
            FileTables.load(file, beside: path)
        }
        if let file = report.file { report.add(SecretCheck.findings(in: file, isThere: Self.isThere)) }
        self.report = report
    }

    /// What the tests of the file reach.
    package func coverage(of table: RouteTable) throws -> Coverage {
        Coverage.ofTests(in: table, base: try .relay(), settings: try .real())
    }

    /// Tells configurations apart: a digest of all that the file says, by which a node names what it runs.
    package static func fingerprint(of bytes: [UInt8], _ digest: ([UInt8]) -> [UInt8]) -> String {
        let digest = digest(bytes)
        return String(decoding: Hexadecimal.encode(digest.span).prefix(16), as: UTF8.self)
    }

    private static func isThere(_ reference: SecretReference) -> Bool {
        SecretText.read(reference) != nil
    }
}
