import JSON

/// Where in a routes file stands what a contract in force says.
enum ContractOrigin: Sendable {
    /// It is read straight from the file.
    case file
    /// It is what this member of `apis` makes of a known contract, or of nothing.
    case api(JSONMember)
    /// It comes with the program.
    case embedded

    /// The same value as its author wrote it; nil for what he left as it was.
    func written(_ value: JSONValue) -> JSONValue? {
        switch self {
        case .file: return value
        case .embedded: return nil
        case .api(let member):
            // Lists are replaced as a whole, so that what has the same path is the same value.
            return value.document === member.value.document ? value : member.value[value.pointer]
        }
    }

    /// Where to point for a value: for what was left as it was, the name of the API.
    func spot(of value: JSONValue) -> Spot? {
        if let written = written(value) { return Spot(written) }
        if case .api(let member) = self { return Spot(nameOf: member) }
        return nil
    }

    /// Where to point for the name of a member.
    func spot(ofName name: String, in object: JSONValue) -> Spot? {
        guard let member = written(object)?.members.first(where: { $0.name == name }) else { return spot(of: object) }
        return Spot(nameOf: member)
    }
}
