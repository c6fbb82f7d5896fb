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

    /// Refuses a member that looks like one of ours; others are the writer's own, such as a number or a name for the line.
    private static func checkName(of member: JSONMember) throws(BatchError) {
        guard !members.contains(member.name), let meant = Spelling.nearest(to: member.name, among: members) else {
            return
        }
        throw BatchError(member.place, "unknown member \(member.name.quoted)", "Did you mean \(meant.quoted)?")
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
