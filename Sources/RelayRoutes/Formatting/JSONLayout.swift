package import JSON

/// The one way in which a JSON document that people edit is laid out.
///
/// What fits on its line stands on it: `{ "a": 1, "b": [1, 2] }`. What does not, or is a list of records, gets a line for
/// each member. Numbers, strings and names keep their spelling, and nothing is left out, no comment and no name that
/// stands twice. Laying out what has been laid out changes nothing.
///
/// A list of records is an array of two or more elements of which one is an object with more than two members: such a
/// list is read and compared line by line, also where it would be short enough for one.
package struct JSONLayout: Sendable {
    /// The names that come first in the object at a path, in this order; the others follow as they stand.
    package typealias Order = @Sendable (JSONPointer) -> [String]

    /// The member that is a comment: on the object where it comes first, and else on the member behind it.
    static let comment = "//"

    private let width: Int
    private let order: Order

    package init(width: Int = 110, order: @escaping Order = { _ in [] }) {
        self.width = width
        self.order = order
    }

    /// The document, laid out, with a line feed at its end.
    package func text(of value: JSONValue) -> [UInt8] {
        var writer = JSONLayoutWriter(document: value.document, width: width, order: order)
        writer.write(value, at: JSONPointer(), followedBy: 0)
        return writer.bytes + [UInt8(ascii: "\n")]
    }
}
