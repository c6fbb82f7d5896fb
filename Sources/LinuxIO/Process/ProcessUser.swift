import Glibc

/// Who runs this process.
package enum ProcessUser {
    /// The real one, also where the program was given another's rights.
    package static var number: UInt32 { getuid() }

    /// The number, and the name where the system knows one: `uid 1000 (ann)`.
    package static var words: String { "uid \(number)\(name.map { " (\($0))" } ?? "")" }

    /// More than any name needs together with the rest of its entry.
    private static let longestEntry = 16 << 10

    private static var name: String? {
        unsafe withUnsafeTemporaryAllocation(of: CChar.self, capacity: longestEntry) { space in
            var entry = unsafe passwd()
            var found: UnsafeMutablePointer<passwd>?
            guard let start = space.baseAddress,
                unsafe getpwuid_r(number, &entry, start, space.count, &found) == 0, unsafe found != nil,
                let name = unsafe entry.pw_name
            else { return nil }
            return unsafe String(validatingCString: name)
        }
    }
}
