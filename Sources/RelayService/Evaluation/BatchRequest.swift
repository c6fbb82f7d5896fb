import CEL
import JSON
import Quotation
import Spelling

/// One line of a batch, read and checked.
struct BatchRequest {
    let expression: String
    let isUnchecked: Bool
    let bindings: [(name: String, value: Value)]

    private static let members = ["expr", "bindings", "unchecked"]
    /// What a line may say for its writer alone: the name of a case, and what is expected of it.
    private static let remarks = ["name", "value", "error"]

    init(_ line: JSONValue) throws {
        guard line.kind == .object else { throw BatchError(line.place, "a line is an object", Self.example) }
        for member in line.members { try Self.checkName(of: member) }
        guard let expression = line["expr"] else { throw BatchError(line.place, "\"expr\" is missing", Self.example) }
        self.expression = try Self.content(expression.string, expression, "\"expr\" should be a string", Self.example)
        let unchecked = line["unchecked"]
        isUnchecked =
            try unchecked.map {
                try Self.content($0.bool, $0, "\"unchecked\" should be true or false", "Leave it out for false.")
            }
            ?? false
        bindings = try line["bindings"].map(Self.bindings) ?? []
    }

    private static let example = #"Write {"expr": "1 + 1"}."#

    private static func bindings(_ json: JSONValue) throws -> [(name: String, value: Value)] {
        guard json.kind == .object else {
            throw BatchError(json.place, "\"bindings\" should be an object", #"Write {"a": {"int": "1"}}."#)
        }
        var names: Set<String> = []
        return try json.members.map { member in
            // To JSON a letter with its accent in one scalar and in two are different names, to a variable they are one.
            guard names.insert(member.name).inserted else {
                throw BatchError(member.place, "\(member.name.quoted) is bound twice", "Keep one of the two.")
            }
            return (member.name, try TypedValue.read(member.value))
        }
    }

    private static func checkName(of member: JSONMember) throws(BatchError) {
        let name = member.name
        guard !members.contains(name), !remarks.contains(name) else { return }
        let known = members.map(\.quoted).joined(separator: ", ")
        let remedy = Spelling.nearest(to: name, among: members).map { "Did you mean \($0.quoted)?" }
        throw BatchError(member.place, "unknown member \(name.quoted)", remedy ?? "It can be \(known).")
    }

    private static func content<Content>(
        _ content: Content?,
        _ json: JSONValue,
        _ fact: String,
        _ remedy: String
    ) throws(BatchError) -> Content {
        guard let content else { throw BatchError(json.place, fact, remedy) }
        return content
    }
}

/// What is wrong with a line of a batch, where, and how to put it right.
private struct BatchError: Error, CustomStringConvertible {
    let description: String

    init(_ place: JSONPlace, _ fact: String, _ remedy: String) {
        description = "\(place): \(fact). \(remedy)"
    }
}
