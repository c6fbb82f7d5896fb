/// What libcurl would not take; its text names the option, never a value.
package struct CurlError: Error, Equatable, CustomStringConvertible {
    package let operation: String
    package let code: CurlCode

    package var description: String { "libcurl could not \(operation): \(code.words)" }
}
