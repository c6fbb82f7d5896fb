package import JSON

/// The canonical form of a routes file: laid out in the one way, with the keys that the format knows in the order in which
/// it lists them. Names of the author's own, and keys that are unknown, keep their order.
package struct RoutesLayout: Sendable {
    /// As wide as a line of source code.
    private static let width = 120

    private let root: JSONValue

    package init(_ document: JSONDocument) {
        root = document.root
    }

    package var text: [UInt8] {
        var orders: [JSONPointer: [String]] = [:]
        Self.collect(root, .object(.routes), at: JSONPointer(), into: &orders)
        let found = orders
        return JSONLayout(width: Self.width) { found[$0] ?? [] }.text(of: root)
    }

    /// Finds the order of the keys of every object whose shape is known.
    private static func collect(
        _ value: JSONValue,
        _ shape: Shape,
        at pointer: JSONPointer,
        into orders: inout [JSONPointer: [String]]
    ) {
        switch ShapeCheck.alternative(of: shape, for: value) {
        case .object(let object), .secret(let object):
            orders[pointer] = object.keys.map(\.name)
            for member in value.members {
                guard let key = object.key(member.name) else { continue }
                collect(member.value, key.shape, at: pointer.appending(member.name), into: &orders)
            }
        case .deferred(let made): collect(value, .object(made()), at: pointer, into: &orders)
        case .dictionary(let element, _):
            for member in value.members {
                collect(member.value, element, at: pointer.appending(member.name), into: &orders)
            }
        case .list(let element, _):
            for (position, entry) in value.elements.enumerated() {
                collect(entry, element, at: pointer.appending(String(position)), into: &orders)
            }
        case .text, .choice, .integer, .number, .boolean, .anything, .scalar, .either, nil: return
        }
    }
}
