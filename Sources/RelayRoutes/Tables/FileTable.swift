import CEL
package import JSON

/// A table of which the routes file says only where it lies.
package struct FileTable: Sendable {
    package let name: String
    package let path: String
    /// The column that is looked up, and the one that is found.
    package let key: String
    package let value: String
    package let spot: Spot

    /// Nil for a table that stands in the routes file itself.
    package init?(_ member: JSONMember) {
        guard member.isFileTable, let file = member.value.word("file"), let key = member.value["key"]?.string,
            let value = member.value["value"]?.string
        else { return nil }
        name = member.name
        path = file.text
        (self.key, self.value) = (key, value)
        spot = file.spot
    }
}

extension Table {
    /// Takes over the rows of a file; findings about them point at where the routes file names it.
    package init(name: String, _ table: IdTable, at spot: Spot) {
        var seen: Set<String> = []
        let pairs = table.pairs.filter { seen.insert($0.key).inserted }
        self.init(name: name, entries: pairs.map { Entry(key: $0.key, value: .string($0.value), spot: spot) })
    }
}
