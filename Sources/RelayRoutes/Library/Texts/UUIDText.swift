import RelayCore

/// A UUID that names something within a namespace: RFC 9562, version 5.
struct UUIDText: Equatable {
    private let bytes: [UInt8]

    private static let length = 16
    private static let textLength = 36
    /// How many bytes each group of digits stands for.
    private static let groups = [4, 2, 2, 2, 6]
    private static let dash = UInt8(ascii: "-")

    private init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// Reads `8-4-4-4-12` hexadecimal digits, large or small; nil for anything else.
    init?(_ text: String) {
        guard text.utf8.count == Self.textLength else { return nil }
        var bytes: [UInt8] = []
        var rest = Array(text.utf8)[...]
        for (number, group) in Self.groups.enumerated() {
            if number > 0, rest.popFirst() != Self.dash { return nil }
            for _ in 0..<group {
                guard let high = Self.digit(rest.popFirst()), let low = Self.digit(rest.popFirst()) else { return nil }
                bytes.append(high << 4 | low)
            }
        }
        self.bytes = bytes
    }

    private static func digit(_ byte: UInt8?) -> UInt8? {
        switch byte {
        case let byte? where 0x30...0x39 ~= byte: byte - 0x30
        case let byte? where 0x41...0x46 ~= byte & 0xDF: byte & 0xDF - 0x41 + 10
        default: nil
        }
    }

    /// The same name in this namespace gives the same UUID everywhere.
    func name(_ name: String, _ digests: any Digests) -> UUIDText {
        let digest = digests.sha1((bytes + Array(name.utf8)).span)
        var named = (0..<Self.length).map { digest[$0] }
        named[6] = named[6] & 0x0F | 0x50  // The version.
        named[8] = named[8] & 0x3F | 0x80  // The variant.
        return UUIDText(named)
    }

    /// The namespaces of RFC 9562 by their names.
    static func wellKnown(_ name: String) -> UUIDText? {
        switch name {
        case "dns": UUIDText("6ba7b810-9dad-11d1-80b4-00c04fd430c8")
        case "url": UUIDText("6ba7b811-9dad-11d1-80b4-00c04fd430c8")
        case "oid": UUIDText("6ba7b812-9dad-11d1-80b4-00c04fd430c8")
        case "x500": UUIDText("6ba7b814-9dad-11d1-80b4-00c04fd430c8")
        default: nil
        }
    }
}

extension UUIDText: CustomStringConvertible {
    var description: String {
        var rest = bytes[...]
        let groups = Self.groups.map { size in
            defer { rest.removeFirst(size) }
            return String(decoding: Array(rest.prefix(size)).span.hexadecimal, as: UTF8.self)
        }
        return groups.joined(separator: "-")
    }
}
