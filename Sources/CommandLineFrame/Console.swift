/// What a command talks to: lines in, bytes out, and a place for complaints.
package protocol Console: AnyObject {
    /// Whether the reader of the output has gone away, so that going on is of no use.
    var isOutputClosed: Bool { get }

    /// The next line of the input without its newline, or nil at the end.
    func nextLine(limit: Int) throws -> [UInt8]?

    func write(_ bytes: [UInt8]) throws

    /// Sends on what `write` has gathered.
    func flush() throws

    /// Writes to where errors go; cannot fail, as nobody would hear of it.
    func complain(_ text: String)
}

extension Console {
    package func writeLine(_ text: String) throws {
        try write(Array(text.utf8) + [UInt8(ascii: "\n")])
    }
}
