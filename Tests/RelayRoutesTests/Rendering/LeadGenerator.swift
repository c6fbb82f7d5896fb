import JSON
import RelayTesting

/// Makes leads as Leadping shows them, with what no documentation names, and changes to them; a seed replays both.
struct LeadGenerator {
    private var random: SeededRandom
    private var values: JSONGenerator

    init(seed: UInt64) {
        random = SeededRandom(seed: seed)
        values = JSONGenerator(seed: random.next())
    }

    // MARK: Leads

    /// A lead; what stands in it, in which order and with which blanks, is chance.
    mutating func lead() throws -> String {
        var members = [
            member("id", #""l1""#), member("metadata", try metadata()), member("contact", try contact()),
            member("customer", object([member("income", scalar()), member("birthDate", scalar())] + (try unknown()))),
            member("enabled", pick(["true", "false", "null"])),
            member("adminEnablementOverride", #"{"enabled": true, "updatedAt": "2023-11-07T05:31:56Z"}"#),
        ]
        for name in LeadpingContract.removed where name != "tags" { members.append(member(name, try value())) }
        return object(some(of: members) + [member("tags", tags())] + (try unknown()))
    }

    private mutating func metadata() throws -> String {
        guard !random.chance(1, outOf: 12) else { return pick(["null", "{}", "[]", "7"]) }
        let consent = LeadpingContract.consent.map { member($0, scalar()) }
        let known = ["createdAt", "price", "utmSource"].map { member($0, scalar()) }
        return object(some(of: consent + known) + (try unknown()))
    }

    private mutating func contact() throws -> String {
        let lookup = object([member("createdAt", scalar()), member("id", scalar())] + (try unknown()))
        let phone = object([member("number", scalar()), member("lookup", lookup)] + (try unknown()))
        return object(some(of: [member("email", scalar()), member("phone", phone)]) + (try unknown()))
    }

    private mutating func tags() -> String {
        "["
            + (0..<random.below(4)).map { object([member("name", scalar()), member("id", "\"t\($0)\"")]) }
            .joined(separator: ", ") + "]"
    }

    /// Members under names that stand nowhere else in a lead.
    private mutating func unknown() throws -> [String] {
        let names = random.permutation(of: [
            #""x\u0031""#, #""ünknown""#, #""a/b""#, #""~t""#, #""""#, #""q\"q""#, #""by""#,
        ])
        return try names.prefix(random.below(4)).map { member(spelled: $0, try value()) }
    }

    // MARK: Changes

    /// A change that is allowed: it goes to any depth, names new members and old ones, and touches no consent.
    mutating func change(to lead: JSONValue) throws -> String {
        var members = try changes(to: lead, at: JSONPointer())
        if random.chance(1, outOf: 3) { members.append(member("tagIds", #"["t9", "t0"]"#)) }
        if random.chance(1, outOf: 3) { members.append(member("tagNames", #"["new"]"#)) }
        return object(members)
    }

    private mutating func changes(to object: JSONValue, at pointer: JSONPointer) throws -> [String] {
        var members: [String] = []
        for old in object.members where random.chance(1, outOf: 2) {
            let path = pointer.appending(old.name)
            guard path.tokens != ["id"], path.tokens.count > 1 || !LeadpingContract.removed.contains(old.name),
                !LeadpingContract.protected.contains(path)
            else { continue }
            if old.value.kind == .object, path.tokens == ["metadata"] || random.chance(2, outOf: 3) {
                members.append(member(old.name, self.object(try changes(to: old.value, at: path))))
            } else if path.tokens != ["metadata"] {
                members.append(member(old.name, try value()))
            }
        }
        if random.chance(1, outOf: 3) { members.append(member("added\(random.below(3))", try value())) }
        return members
    }

    // MARK: Values

    /// A value of any kind in which no name stands twice.
    private mutating func value() throws -> String {
        guard random.chance(1, outOf: 3) else { return scalar() }
        let text = random.chance(1, outOf: 2) ? values.record(depth: 2) : values.soundText()
        let document = try JSONDocument(text)
        return document.repeatsNames ? scalar() : String(decoding: document.root.source, as: UTF8.self)
    }

    private mutating func scalar() -> String { pick(Self.scalars) }

    private static let scalars = [
        "1e400", "-1E-400", "0.10", "-0", "0", "123456789012345678901234567890", "1250.50", "true", "false", "null",
        #""""#, #""10.50""#, #""0""#, #""2023-11-07T05:31:56Z""#, #""caf\u00e9""#, #""é\/""#, "[]", "{}",
        "[0.10, null]",
    ]

    // MARK: Texts

    private mutating func pick(_ texts: [String]) -> String { random.element(of: texts) ?? "" }

    /// Most of them, in an order of chance.
    private mutating func some(of members: [String]) -> [String] {
        random.permutation(of: members).filter { _ in random.chance(5, outOf: 6) }
    }

    private mutating func member(_ name: String, _ value: String) -> String {
        var writer = JSONWriter()
        writer.string(name)
        return member(spelled: String(decoding: writer.bytes, as: UTF8.self), value)
    }

    private mutating func member(spelled name: String, _ value: String) -> String {
        name + pick([":", ": ", " : ", ":\n\t"]) + value
    }

    private mutating func object(_ members: [String]) -> String {
        let comma = pick([",", ", ", "\n , "])
        return "{" + members.joined(separator: comma) + pick(["", " ", "\n"]) + "}"
    }
}
