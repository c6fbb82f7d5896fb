import Glibc
import Quotation

/// A system call that failed: which, on what file, and why.
package struct LinuxIOError: Error, Equatable, CustomStringConvertible {
    /// The `errno`.
    package let code: Int32
    /// What was tried, as a verb: `open`.
    package let operation: String
    package let path: String

    package init(code: Int32, operation: String, path: String) {
        self.code = code
        self.operation = operation
        self.path = path
    }

    package var description: String { "could not \(operation) '\(path.shown)': \(reason)" }

    /// The system's words, without their capital: they end a sentence here.
    private var reason: String {
        // The text is of static storage, or of the thread's own for an unknown code (glibc since 2.32).
        guard let text = unsafe strerror(code) else { return "error \(code)" }
        let words = unsafe String(cString: text)
        return words.prefix(1).lowercased() + words.dropFirst()
    }
}
