import Glibc

/// A folder that nobody else may look into, and that is gone with all that it holds when nobody needs it any more.
package final class ScratchFolder: Sendable {
    package let path: String

    /// Makes a folder in that one; its name begins as told, and ends with what is not taken.
    package init(in parent: String, named prefix: String) throws(LinuxIOError) {
        let template = "\(parent)/\(prefix)-XXXXXX"
        var bytes = template.utf8.map { CChar(bitPattern: $0) } + [0]
        let isMade = unsafe mkdtemp(&bytes) != nil
        let code = errno
        guard isMade else { throw LinuxIOError(code: code, operation: "make a folder in", path: parent) }
        let made = String(decoding: bytes.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        path = (try? FileBytes.resolved(made)) ?? made
    }

    /// In which folder one is made where nobody names another.
    package static var usualParent: String {
        let named = ProcessEnvironment.value(of: "TMPDIR") ?? ""
        return named.isEmpty ? "/tmp" : named
    }

    deinit { remove() }

    /// Takes it away; what cannot be removed stays.
    package func remove() { Folder.remove(path) }
}
