import LinuxIO
package import RelayCore

/// Secrets, fetched from where a configuration says that they are.
package enum SecretText {
    /// More than any secret or key needs.
    private static let sizeLimit = 64 << 10

    /// The secret's bytes; nil where there is nothing, or nothing can be read.
    ///
    /// An editor ends a file with a newline that belongs to no secret, so one is taken off.
    package static func read(_ reference: SecretReference) -> [UInt8]? {
        let text: [UInt8]? =
            switch reference {
            case .environment(let name): ProcessEnvironment.value(of: name).map { Array($0.utf8) }
            case .file(let path): (try? FileBytes.readRegular(path: path, limit: sizeLimit)).map(withoutNewline)
            }
        return text?.isEmpty == true ? nil : text
    }

    private static func withoutNewline(_ bytes: [UInt8]) -> [UInt8] {
        guard bytes.last == UInt8(ascii: "\n") else { return bytes }
        let line = bytes.dropLast()
        return Array(line.last == UInt8(ascii: "\r") ? line.dropLast() : line)
    }
}
