package import JSON

/// What a schema may ask a value to be.
package enum JSONType: String, Sendable, Hashable, CaseIterable {
    case string, number, integer, boolean, object, array, null

    /// What a value is; a number without a fraction is an integer however it is written, `1.0` and `10e-1` too.
    package init(of value: JSONValue) {
        self =
            switch value.kind {
            case .null: .null
            case .bool: .boolean
            case .string: .string
            case .array: .array
            case .object: .object
            case .number: value.isWhole ? .integer : .number
            }
    }

    /// With its article, as a message names it.
    package var phrase: String {
        switch self {
        case .string: "a string"
        case .number: "a number"
        case .integer: "an integer"
        case .boolean: "true or false"
        case .object: "an object"
        case .array: "a list"
        case .null: "null"
        }
    }
}

extension JSONValue {
    /// Whether a number has no fraction, by its exact value.
    fileprivate var isWhole: Bool {
        if isInteger { return true }
        // `0.DIGITSeEXPONENT`, without a zero at either end of the digits: whole when the point moves past all of them.
        guard let parts = number?.description.split(separator: "e"), parts.count == 2 else { return true }
        let digits = parts[0].utf8.count - (parts[0].hasPrefix("-") ? 3 : 2)
        // An exponent beyond 64 bits moves the point past any digits, or far before them.
        return Int(parts[1]).map { $0 >= digits } ?? !parts[1].hasPrefix("-")
    }
}
