/// The header lines of a request, in the form that libcurl reads: one text behind the other.
package struct HeaderLines: Sendable {
    /// The lines, each with the zero behind it that ends a text in C.
    private(set) var bytes: [UInt8] = []
    private(set) var starts: [Int] = []

    package init() {
        // Room for the headers of most requests: growing costs more than the lines themselves.
        bytes.reserveCapacity(512)
        starts.reserveCapacity(16)
    }

    package mutating func append(_ name: String, _ value: String) {
        starts.append(bytes.count)
        bytes.append(contentsOf: name.utf8)
        if value.isEmpty {
            // With nothing behind the colon libcurl would take the header out; a semicolon stands for an empty one.
            bytes.append(UInt8(ascii: ";"))
        } else {
            bytes.append(UInt8(ascii: ":"))
            bytes.append(UInt8(ascii: " "))
            bytes.append(contentsOf: value.utf8)
        }
        bytes.append(0)
    }

    /// Leaves out a header that libcurl would send of its own accord.
    package mutating func omit(_ name: String) {
        starts.append(bytes.count)
        bytes.append(contentsOf: name.utf8)
        bytes.append(UInt8(ascii: ":"))
        bytes.append(0)
    }

    /// Whether there is a line for the header, even one that leaves it out.
    func contains(_ name: String) -> Bool {
        let name = name.utf8
        return starts.contains { start in
            let line = bytes[start...]
            let end = line.startIndex + name.count
            guard end < line.endIndex, line[end] == UInt8(ascii: ":") || line[end] == UInt8(ascii: ";") else {
                return false
            }
            return zip(line, name).allSatisfy { $0 | 0x20 == $1 | 0x20 }
        }
    }
}
