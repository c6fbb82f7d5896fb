/// Why the service does not start, in lines that say what to do.
package struct ServiceFailure: Error, CustomStringConvertible {
    package let lines: [String]

    package init(_ lines: [String]) {
        self.lines = lines
    }

    package var description: String { lines.joined(separator: "\n") }
}
