import Glibc

/// What the process was started with.
package enum ProcessArguments {
    /// The arguments after the program's name, byte for byte: `CommandLine.arguments` repairs what is not
    /// UTF-8, and a repaired name names another file.
    package static var bytes: [[UInt8]] {
        // `argc` counts the entries of `argv`; each is a text that ends in a zero and lives as long as the process.
        (0..<Int(CommandLine.argc)).dropFirst().compactMap { index in
            unsafe CommandLine.unsafeArgv[index].map { argument in
                unsafe Array(UnsafeRawBufferPointer(start: argument, count: strlen(argument)))
            }
        }
    }
}
