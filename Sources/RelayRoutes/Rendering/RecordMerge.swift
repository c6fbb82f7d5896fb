package import JSON

/// Read, merge, write: how a record is changed where an API's write replaces the whole of it.
///
/// What is written is the record as it was read, its unknown members, order and digits included, without what the API
/// does not take back, and with the change laid over it. A member that is left out may be wiped, so nothing is left out
/// that the contract does not name; and what a person consented to is touched by no change.
package struct RecordMerge: Sendable {
    /// Members at the top of a record that a write must not carry; deeper ones of the same names stay.
    package let removed: [String]
    /// Members that a write needs and a record has in another form.
    package let derived: [Derived]
    /// Members that a write needs and a record does not have.
    package let constants: [Constant]
    /// The member that holds the record's own identifier.
    package let identity: String
    /// What no change may touch: consent, for one.
    package let protected: [JSONPointer]
    /// What tells, beside the protected fields, that somebody else has written the record meanwhile.
    package let watched: [JSONPointer]

    /// A member with a fixed value, unless the change gives it.
    package struct Constant: Sendable {
        package let name: String
        package let value: JSONValue

        package init(name: String, value: JSONValue) {
            self.name = name
            self.value = value
        }
    }

    package init(
        removed: [String],
        derived: [Derived],
        constants: [Constant],
        identity: String,
        protected: [JSONPointer],
        watched: [JSONPointer]
    ) {
        self.removed = removed
        self.derived = derived
        self.constants = constants
        self.identity = identity
        self.protected = protected
        self.watched = watched
    }

    /// The body that writes the record back with the change in it, if the record is the one of the `identifier` that
    /// stands in the request's path.
    ///
    /// Objects are laid over objects; arrays, and null, replace what stands there. Laying the same change over the body
    /// gives the same body.
    package func body(
        record: JSONValue,
        change: JSONValue,
        identifier: String
    ) throws(RecordMergeError) -> [UInt8] {
        try Self.check(record, isObjectElse: .recordNotObject)
        try Self.check(change, isObjectElse: .changeNotObject)
        try checkIdentity(of: record, and: change, identifier)
        try checkReach(of: change)
        let body = try composed(record, change)
        try checkProtected(from: record, to: Self.document(body).root)
        return body
    }

    /// The record without what is removed, under the change and under what the contract adds to it.
    func composed(_ record: JSONValue, _ change: JSONValue?) throws(RecordMergeError) -> [UInt8] {
        let additions = try additions(to: record, change)
        let left = Set((removed + additions.map(\.name)).map { Array($0.utf8) })
        var base = JSONWriter(capacity: record.byteRange.count)
        base.object { writer in
            for member in record.members where !left.contains(member.nameBytes) { writer.member(member) }
        }
        var upper = JSONWriter()
        upper.object { writer in
            if let change { for member in change.members { writer.member(member) } }
            for addition in additions {
                writer.name(addition.name)
                writer.value(addition.value)
            }
        }
        return try JSONMerge(null: .isValue).lay(
            Self.document(upper.bytes).root,
            over: Self.document(base.bytes).root
        )
    }

    /// What the contract puts in beside the change.
    private func additions(
        to record: JSONValue,
        _ change: JSONValue?
    ) throws(RecordMergeError) -> [(name: String, value: JSONValue)] {
        var additions: [(name: String, value: JSONValue)] = []
        for member in derived where change?[member.name] == nil {
            if let parts = try member.parts(of: record) { additions.append((member.name, parts)) }
        }
        for constant in constants where change?[constant.name] == nil {
            additions.append((constant.name, constant.value))
        }
        return additions
    }
}
