package import JSON

/// Why a record is not written, and what to do about it; it shows names of fields and never their values.
package struct RecordMergeError: Error, Equatable, CustomStringConvertible {
    package let code: Code
    /// The field it is about, where it is about one.
    package let pointer: JSONPointer?

    init(_ code: Code, _ pointer: JSONPointer? = nil) {
        self.code = code
        self.pointer = pointer
    }

    package enum Code: String, Sendable, CaseIterable {
        case recordCut, unreadable, recordNotObject, changeNotObject, repeatedName
        case otherRecord, protectedField, protectedLost, readOnlyField, notDerivable
    }

    package var description: String { "\(fact). \(remedy)" }

    package var fact: String {
        pointer.map { "\(code.words.fact) at \($0.quoted)" } ?? code.words.fact
    }

    package var remedy: String { code.words.remedy }
}

extension RecordMergeError.Code {
    fileprivate var words: (fact: String, remedy: String) {
        switch self {
        case .recordCut:
            ("the record that was read was cut off", "Raise the limit on answers; a part must never be written back.")
        case .unreadable: ("the record is no sound JSON", "Compare the answer with the API's documentation.")
        case .recordNotObject: ("the record that was read is no object", "Does the call read one record?")
        case .changeNotObject: ("the change is no object", "Give the fields to change as an object.")
        case .repeatedName: ("a name stands twice", "Keep one of the two: which one counts cannot be known.")
        case .otherRecord:
            ("the identifier is not the one that the request names", "Write to the record that was read, and no other.")
        case .protectedField:
            ("the change touches a protected field", "Leave it out; change consent where it was given.")
        case .protectedLost:
            (
                "the write would not carry a protected field as it was read",
                "Correct what the contract removes and fills."
            )
        case .readOnlyField: ("the API does not take this field", "Leave it out, or use the call that sets it.")
        case .notDerivable:
            ("this is no list of objects that each have an identifier", "Give the derived field in the change.")
        }
    }
}
