import JSON
import Quotation
import RelayRoutes

/// Why nothing can be done to a table's file: place, fact and remedy.
package struct LinkFailure: Error, Sendable, Equatable, CustomStringConvertible {
    package let description: String

    init(_ description: String) {
        self.description = description
    }

    static func unknown(_ name: String, among names: [String], in path: String) -> LinkFailure {
        let remedy = ShapeCheck.suggest(name, names, "There is")
        return LinkFailure("\(path.shown): there is no table \(name.quoted). \(remedy)")
    }

    /// A table that stands in the routes file is edited there, or moved out of it.
    static func inline(_ name: String, _ table: JSONValue, in path: String) -> LinkFailure {
        let move = #""\#(name)": { "file": "\#(name).csv", "key": "key", "value": "value" }"#
        return LinkFailure(
            """
            \(path.shown):\(table.place): the table \(name.quoted) stands in the routes file itself. Edit it there; or, to \
            keep it in a file, put \(move) in its place, and set each of its entries: leadrelay links set \(name) KEY VALUE
            """
        )
    }
}
