import JSON

extension RecordMerge {
    /// A list that a write needs, made of one member of each element of a list that is read.
    package struct Derived: Sendable, Hashable {
        /// The member to write, as `tagIds`.
        package let name: String
        /// The array of objects to read, as `tags`.
        package let from: String
        /// The member that each of them gives, as `id`.
        package let taking: String

        package init(name: String, from: String, taking: String) {
            self.name = name
            self.from = from
            self.taking = taking
        }

        /// The list, or nothing where the record lacks the source and has the list itself.
        ///
        /// A source that is missing, null or cannot be read whole is an error, because a list that is short of an element
        /// takes it from the record: only an empty source gives an empty list.
        func parts(of record: JSONValue) throws(RecordMergeError) -> JSONValue? {
            if record[from] == nil, record[name] != nil { return nil }
            guard let source = record[from], source.kind == .array else { throw underivable }
            var writer = JSONWriter()
            try writer.array { (writer) throws(RecordMergeError) in
                for element in source.elements {
                    guard let part = element[taking], part.kind == .string || part.kind == .number else {
                        throw underivable
                    }
                    writer.value(part)
                }
            }
            return try RecordMerge.document(writer.bytes).root
        }

        private var underivable: RecordMergeError {
            RecordMergeError(.notDerivable, JSONPointer(tokens: [from]))
        }
    }
}
