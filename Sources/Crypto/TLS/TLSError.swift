import COpenSSL
import Quotation

/// What keeps a listener from speaking TLS: in which file, what is wrong, and how to put it right.
package struct TLSError: Error, Equatable, CustomStringConvertible {
    package let path: String
    package let fact: String
    package let remedy: String

    package var description: String { "'\(path.shown)': \(fact). \(remedy)" }
}

/// OpenSSL's list of what went wrong on this thread.
enum ErrorQueue {
    static func clear() { ERR_clear_error() }

    /// Whether the latest error says that a key and a certificate do not belong together.
    static var tellsOfMismatch: Bool {
        let code = ERR_peek_last_error()
        return ERR_GET_LIB(code) == ERR_LIB_X509 && ERR_GET_REASON(code) == X509_R_KEY_VALUES_MISMATCH
    }

    /// What went wrong, in the system's words where it was the system, and else in OpenSSL's latest.
    static var reason: String {
        var latest: UInt = 0
        while case let code = ERR_get_error(), code != 0 {
            latest = code
            // Errors that follow from it say less.
            if ERR_GET_LIB(code) == ERR_LIB_SYS { break }
        }
        return text(latest)
    }

    private static func text(_ code: UInt) -> String {
        // The texts are of static storage, or of the thread's own; those for the system's errors are none of OpenSSL's.
        if ERR_GET_LIB(code) == ERR_LIB_SYS { return unsafe String(cString: strerror(ERR_GET_REASON(code))) }
        guard let text = unsafe ERR_reason_error_string(code) else { return "error \(code)" }
        return unsafe String(cString: text)
    }
}
