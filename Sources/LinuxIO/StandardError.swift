import Glibc

/// Standard error: each text leaves at once.
package struct StandardError: Sendable {
    private let descriptor: Int32

    package init(descriptor: Int32 = STDERR_FILENO) {
        self.descriptor = descriptor
    }

    /// Whether a person reads along.
    package var isTerminal: Bool { isatty(descriptor) == 1 }

    /// Writes the text; a failure is dropped, since there is nowhere left to tell of it.
    package func write(_ text: String) {
        let bytes = Array(text.utf8)
        try? DescriptorWriter(descriptor: descriptor, path: "standard error").writeAll(bytes.span)
    }
}
