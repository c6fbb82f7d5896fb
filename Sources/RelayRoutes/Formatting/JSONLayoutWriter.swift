import JSON

/// A document on its way to being laid out.
struct JSONLayoutWriter {
    private(set) var bytes: [UInt8] = []
    private let document: JSONDocument
    private let width: Int
    private let order: JSONLayout.Order
    private var indent = 0
    /// How many columns of the line are taken.
    private var column = 0

    init(document: JSONDocument, width: Int, order: @escaping JSONLayout.Order) {
        self.document = document
        self.width = width
        self.order = order
        bytes.reserveCapacity(document.bytes.count)
    }

    /// Writes a value behind what stands on the line, with room for so many columns behind it.
    mutating func write(_ value: JSONValue, at pointer: JSONPointer, followedBy trailing: Int) {
        switch value.kind {
        case .null, .bool, .number, .string: source(value.byteRange)
        case .array, .object:
            var room = JSONLayoutRoom(columns: width - column - trailing)
            if value.count == 0 || room.holds(value) {
                writeOnLine(value, at: pointer)
            } else if value.kind == .array {
                writeByLine(Array(value.elements), "[", "]") { writer, position, element, trailing in
                    writer.write(element, at: pointer.appending(String(position)), followedBy: trailing)
                }
            } else {
                writeByLine(ordered(value, at: pointer), "{", "}") { writer, _, member, trailing in
                    writer.source(member.nameByteRange)
                    writer.text(": ")
                    writer.write(member.value, at: pointer.appending(member.name), followedBy: trailing)
                }
            }
        }
    }

    // MARK: Containers

    private mutating func writeByLine<Child>(
        _ children: [Child],
        _ open: String,
        _ close: String,
        _ write: (inout JSONLayoutWriter, Int, Child, Int) -> Void
    ) {
        text(open)
        indent += 2
        for (position, child) in children.enumerated() {
            newLine()
            let isLast = position == children.count - 1
            write(&self, position, child, isLast ? 0 : 1)
            if !isLast { text(",") }
        }
        indent -= 2
        newLine()
        text(close)
    }

    private mutating func writeOnLine(_ value: JSONValue, at pointer: JSONPointer) {
        switch value.kind {
        case .null, .bool, .number, .string: source(value.byteRange)
        case .array:
            text("[")
            for (position, element) in value.elements.enumerated() {
                if position > 0 { text(", ") }
                writeOnLine(element, at: pointer.appending(String(position)))
            }
            text("]")
        case .object:
            let members = ordered(value, at: pointer)
            text(members.isEmpty ? "{" : "{ ")
            for (position, member) in members.enumerated() {
                if position > 0 { text(", ") }
                source(member.nameByteRange)
                text(": ")
                writeOnLine(member.value, at: pointer.appending(member.name))
            }
            text(members.isEmpty ? "}" : " }")
        }
    }

    // MARK: Order

    /// The members in the order in which they are written: a comment stays with what it stands before.
    private func ordered(_ object: JSONValue, at pointer: JSONPointer) -> [JSONMember] {
        let members = Array(object.allMembers)
        let names = order(pointer)
        guard !names.isEmpty else { return members }
        let ranks = Dictionary(names.enumerated().map { ($1, $0) }) { first, _ in first }
        // Comments at the head speak of the object, those at the end of nothing that could take them along.
        let head = members.prefix { $0.name == JSONLayout.comment }
        var groups: [(rank: Int, members: [JSONMember])] = []
        var comments: [JSONMember] = []
        for member in members[head.endIndex...] {
            comments.append(member)
            guard member.name != JSONLayout.comment else { continue }
            groups.append((ranks[member.name] ?? names.count, comments))
            comments = []
        }
        let sorted = groups.enumerated().sorted { ($0.element.rank, $0.offset) < ($1.element.rank, $1.offset) }
        return head + sorted.flatMap(\.element.members) + comments
    }

    // MARK: Bytes

    private mutating func source(_ range: Range<Int>) {
        bytes += document.bytes[range]
        column += document.bytes[range].count { $0 & 0xC0 != 0x80 }
    }

    private mutating func text(_ text: String) {
        bytes += text.utf8
        column += text.utf8.count
    }

    private mutating func newLine() {
        bytes.append(UInt8(ascii: "\n"))
        bytes += repeatElement(UInt8(ascii: " "), count: indent)
        column = indent
    }
}
