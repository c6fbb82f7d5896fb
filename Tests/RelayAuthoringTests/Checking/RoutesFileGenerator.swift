import JSON
import RelayTesting

/// Makes small routes files out of a few names, so that guards meet what they guard, and events that their schemas allow.
struct RoutesFileGenerator {
    private var random: SeededRandom
    private var members: [Member] = []
    /// The member that most of a file speaks of.
    private var focus = "s"

    /// A member of an event's data, as its schema describes it.
    struct Member {
        let name: String
        let kind: Kind
        let isRequired: Bool
        let isNullable: Bool

        enum Kind { case word, text, name, integer, amount }
    }

    static let tables = [
        ("label", #"{ "A": "lost", "B": "open" }"#), ("status", #"{ "A": "won", "B": "lost", "C": "qualified" }"#),
        ("name", #"{ "A": "First", "B": "", "C": "Third", "won": "Sold" }"#),
    ]

    init(seed: UInt64) {
        random = SeededRandom(seed: seed)
    }

    // MARK: The file

    mutating func file() -> String {
        members = [("s", .word), ("t", .text), ("u", .name), ("n", .integer), ("m", .amount)].map { name, kind in
            Member(name: name, kind: kind, isRequired: chance(1, 2), isNullable: chance(1, 4))
        }
        focus = pick(["s", "s", "t", "u"])
        let routes = route()
        let used = Self.tables.filter { routes.contains("tables.\($0.0)") }.map { "\(Self.quoted($0.0)): \($0.1)" }
        let destinations = ["leadtrackr", "octanist", "leadping", "sendpilot"].filter {
            routes.contains(Self.quoted($0))
        }
        .map { #""\#($0)": { "api": "\#($0)", "key": { "env": "KEY" } }"# }
        return """
            { "version": 1, "sources": { "crm": { "preset": "standard-webhooks", "secrets": [{ "env": "SECRET" }],
                "type": "body.type", "lead": "\(lead)", "types": ["won", "lost"], "events": { "*": \(schema) } } },
              "destinations": { \(destinations.joined(separator: ", ")) },
              "tables": { \(used.joined(separator: ", ")) },
              "routes": [\(routes)] }
            """
    }

    private var lead: String { "body.data.\(members[2].isRequired ? "u" : "?u")" }

    private var schema: String {
        let properties = members.map { "\(Self.quoted($0.name)): \($0.schema)" }
        let required = members.filter(\.isRequired).map { Self.quoted($0.name) }
        return """
            { "type": "object", "required": ["type", "data"], "properties": { "type": { "type": "string" },
              "data": { "type": "object", "required": [\(required.joined(separator: ", "))],
                        "properties": { \(properties.joined(separator: ", ")) } } } }
            """
    }

    private mutating func route() -> String {
        let types = pick([#""*""#, #""won""#, #"["won", "lost"]"#])
        let when = chance(1, 2) ? #""when": \#(Self.quoted(guardian())), "# : ""
        return #"{ "name": "r", "from": "crm", "on": \#(types), \#(when)"send": [\#(send())] }"#
    }

    private mutating func send() -> String {
        let (api, call, fields) = fields()
        let written = fields.map { "\(Self.quoted($0.0)): \(Self.quoted($0.1))" }
        let when = chance(2, 3) ? #""when": \#(Self.quoted(guardian())), "# : ""
        let condition = chance(1, 3) ? #""if": \#(Self.quoted(guardian())), "# : ""
        return """
            { "to": "\(api)", "call": "\(call)", \(when)\(condition)"with": { \(written.joined(separator: ", ")) } }
            """
    }

    private mutating func fields() -> (api: String, call: String, [(String, String)]) {
        switch random.below(4) {
        case 0:
            let more = chance(1, 2) ? [("price", amount())] : []
            return (
                "leadtrackr", "updateLeadStatus",
                identifiers("uniqueIdentifier", "email") + [("conversionId", entry("label"))] + more
            )
        case 1:
            let more = chance(1, 2) ? [("value", amount())] : [("note", template())]
            return ("octanist", "updateLead", identifiers("id", "email") + [("status", entry("status"))] + more)
        case 2:
            let more =
                chance(1, 3)
                ? [("category", pick(["Lost", "{{ event.type == 'won' ? 'Converted' : 'Lost' }}", template()]))] : []
            return (
                "leadping", "setStatus", [("leadId", identifier()), ("type", "Status"), ("outcome", template())] + more
            )
        default:
            let status = pick(["DONE", "{{ event.type == 'won' ? optional.of('DONE') : optional.none() }}", template()])
            return (
                "sendpilot", "updateStatus",
                [("id", identifier()), ("status", status)] + (chance(1, 2) ? [("note", template())] : [])
            )
        }
    }

    private mutating func identifiers(_ first: String, _ second: String) -> [(String, String)] {
        guard chance(1, 5) else { return [(first, identifier())] }
        let (condition, one, other) = (guardian(), path(), path())
        return [
            (first, "{{ \(condition) ? optional.of(\(one)) : optional.none() }}"),
            (second, "{{ \(condition) ? optional.none() : optional.of(\(other)) }}"),
        ]
    }

    // MARK: Templates

    private mutating func identifier() -> String {
        chance(1, 3)
            ? template()
            : pick([
                "{{ event.lead }}", "{{ event.body.data.u }}", "{{ event.body.data.t }}",
                "{{ tables.name[\(path())] }}",
            ])
    }

    private mutating func entry(_ table: String) -> String {
        switch random.below(6) {
        case 0: template()
        case 1: "{{ tables.\(table)[?\(path())].orValue('lost') }}"
        case 2: "{{ event.type == 'won' ? tables.\(table)[\(path())] : 'lost' }}"
        case 3: "lost"
        default: "{{ tables.\(table)[\(path())] }}"
        }
    }

    private mutating func template() -> String {
        switch random.below(5) {
        case 0: "{{ \(text(2)) }} and {{ \(text(1)) }}"
        case 1: "{{ \(text(1)) }}{{ \(text(1)) }}"
        default: "{{ \(text(2)) }}"
        }
    }

    private mutating func amount() -> String {
        let n = pick(["n", "m"])
        return pick([
            "{{ event.body.data.\(n) }}", "{{ event.body.data.?\(n) }}", "{{ units(event.body.data.\(n)) }}",
            "{{ event.body.data.?\(n).optMap(c, units(c)) }}", "{{ event.body.data.?\(n).orValue(0) }}",
            "{{ \(guardian()) ? event.body.data.?\(n) : optional.none() }}", "{{ event.body.data.\(n) + 1 }}",
        ])
    }

    private mutating func text(_ depth: Int) -> String {
        switch random.below(depth > 0 ? 16 : 5) {
        case 0: path()
        case 1: "'\(pick(["A", "", "lost", "x"]))'"
        case 2: "tables.\(table())[\(path())]"
        case 3: "\(maybe()).orValue('\(pick(["", "A", "x"]))')"
        case 4: maybe()
        case 5: "\(maybe()).optMap(v, \(pick(["lower(v)", "v + ''", "'x' + v", "tables.name[v]"])))"
        case 6: "\(guardian()) ? \(text(depth - 1)) : \(text(depth - 1))"
        case 7: "\(guardian()) ? optional.of(\(text(depth - 1))) : optional.none()"
        case 8: "lower(\(text(depth - 1)))"
        case 9: "string(\(pick(["event.body.data.n", "event.body.data.m", text(depth - 1)])))"
        case 10: "\(text(depth - 1)) + \(text(depth - 1))"
        case 11: "\(maybe()).or(\(maybe())).orValue('x')"
        case 12: "optional.of(\(text(depth - 1)))"
        case 13: "cel.bind(v, \(text(depth - 1)), \(pick(["v", "v == '' ? 'x' : v", "lower(v)"])))"
        case 14: "optional.ofNonZeroValue(\(text(depth - 1)))"
        default: path()
        }
    }

    private mutating func maybe() -> String {
        chance(1, 2) ? "event.body.data.?\(pick(["s", "t", "u"]))" : "tables.\(table())[?\(path())]"
    }

    private mutating func path() -> String {
        if chance(2, 3) { return "event.body.data.\(focus)" }
        return pick([
            "event.body.data.s", "event.body.data.s", "event.body.data.t", "event.body.data.u", "event.lead",
            "event.type",
        ])
    }

    private mutating func table() -> String { pick(["label", "status", "name"]) }

    // MARK: Conditions

    /// A condition that guards what templates read, most of the time.
    private mutating func guardian() -> String {
        let name = chance(2, 3) ? focus : pick(["s", "t", "u", "n", "m"])
        let isNullable = members.contains { $0.name == name && $0.isNullable }
        let place = "event.body.data.\(name)"
        // Elsewhere a comparison with null is an error.
        let whole =
            ["has(\(place))"] + (isNullable ? ["\(place) != null"] : [])
            + (name == "n" || name == "m" ? [] : ["\(place) != ''"])
        switch random.below(12) {
        case 0, 1, 8, 9, 10: return whole.joined(separator: " && ")
        case 2: return whole.prefix(1 + random.below(3)).joined(separator: " && ")
        case 3: return "has(event.body.data.\(focus)) && event.body.data.\(focus) in tables.\(table())"
        case 4: return "has(event.body.data.s) && event.body.data.s in tables.\(table())"
        case 5: return "!(\(condition(1)))"
        case 6: return "\(condition(1)) || \(condition(1))"
        case 7: return "(\(whole.joined(separator: " && "))) || (\(condition(1)))"
        default: return condition(2)
        }
    }

    private mutating func condition(_ depth: Int) -> String {
        let path = path()
        switch random.below(depth > 0 ? 14 : 7) {
        case 0: return "has(event.body.data.\(pick(["s", "t", "u", "n"])))"
        case 1: return "\(path) \(pick(["==", "!="])) \(pick(["'A'", "''", "'A'", "'won'"]))"
        case 2: return "\(path) in tables.\(table())"
        case 3: return "\(path) in ['A', '\(pick(["B", "", "won"]))']"
        case 4: return "event.type == 'won'"
        case 5: return "size(\(path)) \(pick([">", ">="])) 0"
        case 6: return "\(maybe()).\(pick(["hasValue()", "orValue('') != ''", "orValue('A') in tables.label"]))"
        case 7: return "!(\(condition(depth - 1)))"
        case 8: return "(\(condition(depth - 1)) || \(condition(depth - 1)))"
        case 9: return "(\(condition(depth - 1)) ? \(condition(depth - 1)) : \(condition(depth - 1)))"
        case 10: return "tables.\(table())[\(path)] == 'lost'"
        case 11: return "'' != \(path)"
        case 12: return "\(path) == \(self.path())"
        default: return "(\(condition(depth - 1)) && \(condition(depth - 1)))"
        }
    }

    // MARK: Events

    /// An event that the schema allows.
    mutating func event() -> String {
        var data: [String] = []
        for member in members where member.isRequired || chance(2, 3) {
            data.append("\(Self.quoted(member.name)): \(value(of: member))")
        }
        if chance(1, 3) { data.append(#""unknown": \#(pick(["null", "[]", "{\"s\": 1}", "1e400"]))"#) }
        return """
            { "type": "\(pick(["won", "lost"]))", "timestamp": "2026-02-24T15:30:00Z", "data": { \(data.joined(separator: ", ")) } }
            """
    }

    private mutating func value(of member: Member) -> String {
        if member.isNullable, chance(1, 4) { return "null" }
        switch member.kind {
        case .word: return Self.quoted(pick(["A", "B", "C"]))
        case .text: return Self.quoted(pick(["", "", "A", "B", "won", "lost", " ", "a/b", "Ünïcode"]))
        case .name: return Self.quoted(pick(["lead_1", "A", "C", "won", "0"]))
        case .integer:
            return pick([
                "0", "-1", "5000", "1.0", "-9223372036854775808", "9223372036854775807", "18446744073709551615",
            ])
        case .amount: return pick(["0", "1", "5000", "1000000"])
        }
    }

    // MARK: Chance

    private mutating func chance(_ hits: Int, _ outOf: Int) -> Bool { random.chance(hits, outOf: outOf) }

    private mutating func pick(_ words: [String]) -> String { random.element(of: words) ?? "" }

    private static func quoted(_ text: String) -> String {
        var writer = JSONWriter()
        writer.string(text)
        return String(decoding: writer.bytes, as: UTF8.self)
    }
}

extension RoutesFileGenerator.Member {
    fileprivate var schema: String {
        let type = kind == .integer || kind == .amount ? "integer" : "string"
        let types = isNullable ? #"["\#(type)", "null"]"# : "\"\(type)\""
        let more =
            switch kind {
            case .word: #", "enum": ["A", "B", "C"\#(isNullable ? ", null" : "")]"#
            case .name: #", "minLength": 1, "maxLength": 255"#
            case .amount: #", "minimum": 0, "maximum": 1000000"#
            case .text, .integer: ""
            }
        return "{ \"type\": \(types)\(more) }"
    }
}
