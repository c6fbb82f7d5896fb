import Glibc

/// The variables that the process was started with.
package enum ProcessEnvironment {
    /// A variable's value; nil where it is not set.
    package static func value(of name: String) -> String? {
        // The pointer belongs to the environment, which nothing here changes; the text is copied at once.
        unsafe getenv(name).map { unsafe String(cString: $0) }
    }
}
