package import CivilTime
package import JSON

/// What a person changes of the fields of one delivery, and why.
package struct DeliveryEdit: Sendable, Equatable {
    package let changes: [FieldChange]
    package let note: String
    /// Who did it: `uid 1000 (ann)`.
    package let by: String
    /// Whether it takes back what was changed before it.
    package let isReset: Bool

    package init(_ changes: [FieldChange], note: String = "", by: String, isReset: Bool = false) {
        self.isReset = isReset
        self.changes = changes
        self.note = note
        self.by = by
    }
}

/// A field that is given a value in place of what its template comes to.
package struct FieldChange: Sendable, Equatable {
    package let name: String
    /// Nil where the field is left out.
    package let value: JSONValue?

    package init(_ name: String, _ value: JSONValue?) {
        self.name = name
        self.value = value
    }
}

/// An edit, and when it was made.
package struct StoredEdit: Sendable, Equatable {
    package let at: Timestamp
    package let edit: DeliveryEdit

    package init(_ edit: DeliveryEdit, at: Timestamp) {
        self.at = at
        self.edit = edit
    }
}

extension [FieldChange] {
    /// What holds in the end where fields were changed one after the other: the last of each name.
    package var effective: [FieldChange] {
        indices.filter { index in !self[(index + 1)...].contains { $0.name == self[index].name } }.map { self[$0] }
    }
}

extension [StoredEdit] {
    /// What all of them come to.
    package var changes: [FieldChange] {
        let first = lastIndex(where: \.edit.isReset) ?? startIndex
        return self[first...].flatMap(\.edit.changes).effective
    }
}
