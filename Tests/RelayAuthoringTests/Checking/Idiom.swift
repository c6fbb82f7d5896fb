import Testing

/// A condition and a template as people write them, and a slip in one of the two.
struct Idiom: CustomTestStringConvertible {
    let good: Send
    let broken: Send
    let code: String

    /// A note for Octanist: its template, and what must hold.
    struct Send {
        let template: String
        let condition: String

        init(_ template: String, when condition: String = "true") {
            self.template = template
            self.condition = condition
        }
    }

    var testDescription: String { "\(broken.condition): \(broken.template)" }

    init(_ good: Send, _ broken: Send, _ code: String) {
        (self.good, self.broken, self.code) = (good, broken, code)
    }
}

extension Idiom.Send {
    /// `s` is optional, `z` may be null, `u` is a name that is always there, `k` one of three words.
    var file: String {
        """
        { "version": 1, "sources": { "crm": { "preset": "standard-webhooks", "secrets": [{ "env": "SECRET" }],
            "type": "body.type", "lead": "body.u", "types": ["won", "lost"], "events": { "*": {
              "type": "object", "required": ["type", "u", "z", "k"], "properties": { "type": { "type": "string" },
                "s": { "type": "string" }, "o": { "type": "string", "minLength": 1 }, "z": { "type": ["string", "null"] },
                "n": { "type": "integer", "minimum": 0, "maximum": 1000000 }, "u": { "type": "string", "minLength": 1 },
                "k": { "enum": ["A", "B", "C"] } } } } } },
          "destinations": { "octanist": { "api": "octanist", "key": { "env": "KEY" } } },
          "tables": { "t": { "A": "lost", "B": "qualified" }, "all": { "A": "x", "B": "y", "C": "z" } },
          "routes": [{ "name": "r", "from": "crm", "on": "*", "when": "!('q' in tables.t) && !('q' in tables.all)",
            "send": [{ "to": "octanist", "call": "updateLead", "when": "\(condition)",
                       "with": { "id": "{{ event.lead }}", \(template) } }] }] }
        """
    }
}

extension Idiom {
    static let all: [Idiom] = presence + nulls + tables + choices + identifiers

    private static func note(_ expression: String, when condition: String = "true") -> Send {
        Send(#""note": "{{ \#(expression) }}""#, when: condition)
    }

    private static func status(_ expression: String, when condition: String = "true") -> Send {
        Send(#""status": "{{ \#(expression) }}""#, when: condition)
    }

    private static let presence = [
        Idiom(
            note("event.body.s", when: "has(event.body.s)"),
            note("event.body.s", when: "has(event.body.o)"),
            "may-be-absent"
        ),
        Idiom(
            note("event.body.s", when: "has(event.body.s) && event.body.s != ''"),
            note("event.body.s", when: "event.body.s != ''"),
            "may-be-absent"
        ),
        Idiom(note("event.body.?s.orValue('none')"), note("event.body.s"), "may-be-absent"),
        Idiom(note("event.body.?s.orValue('') + '!'"), note("event.body.s + '!'"), "may-be-absent"),
        Idiom(note("event.body.?s.optMap(v, lower(v)).orValue('none')"), note("lower(event.body.s)"), "may-be-absent"),
        Idiom(
            note("has(event.body.s) ? event.body.s : 'none'"),
            note("has(event.body.o) ? event.body.s : 'none'"),
            "may-be-absent"
        ),
        Idiom(
            note("event.body.s", when: "!(!has(event.body.s))"),
            note("event.body.s", when: "!has(event.body.s)"),
            "may-be-absent"
        ),
        Idiom(
            note("event.body.s", when: "has(event.body.s) && has(event.body.o)"),
            note("event.body.s", when: "has(event.body.s) || has(event.body.o)"),
            "may-be-absent"
        ),
        Idiom(
            note("event.body.?s.or(event.body.?o).orValue('none')"),
            note("event.body.?s.orValue(event.body.o)"),
            "may-be-absent"
        ),
        Idiom(note("string(event.body.n)", when: "has(event.body.n)"), note("string(event.body.n)"), "may-be-absent"),
        Idiom(
            note("'Said: ' + event.body.s", when: "has(event.body.s) && size(event.body.s) > 0"),
            note("'Said: ' + event.body.s", when: "has(event.body.o)"),
            "may-be-absent"
        ),
    ]

    private static let nulls = [
        Idiom(
            note("lower(event.body.z)", when: "event.body.z != null"),
            note("lower(event.body.z)", when: "event.body.z != ''"),
            "may-be-absent"
        ),
        Idiom(
            note("event.body.z == null ? 'none' : lower(event.body.z)"),
            note("event.body.z == null ? lower(event.body.z) : 'none'"),
            "may-be-absent"
        ),
        Idiom(
            Send(#""note": "Said: {{ event.body.z }}""#, when: "event.body.z != null"),
            Send(#""note": "Said: {{ event.body.z }}""#),
            "may-be-absent"
        ),
        Idiom(
            Send(#""note": "Said: {{ event.body.?s.orValue('-') }}""#),
            Send(#""note": "Said: {{ event.body.?s }}""#),
            "may-be-absent"
        ),
        Idiom(
            note("lower(event.body.z)", when: "event.body.z != null && event.body.z != ''"),
            note("lower(event.body.z)", when: "event.body.z != null || event.body.z != ''"),
            "may-be-absent"
        ),
    ]

    private static let tables = [
        Idiom(
            status("tables.t[event.body.k]", when: "event.body.k in tables.t"),
            status("tables.t[event.body.k]"),
            "table-miss"
        ),
        Idiom(note("tables.all[event.body.k]"), note("tables.t[event.body.k]"), "table-miss"),
        Idiom(
            status("tables.t[?event.body.k].orValue('lost')"),
            status("tables.t[?event.body.k].orValue('lots')"),
            "value-not-allowed"
        ),
        Idiom(
            status("tables.t[event.body.k]", when: "event.body.k in ['A', 'B']"),
            status("tables.t[event.body.k]", when: "event.body.k in ['C', 'D']"),
            "no-such-entry"
        ),
        Idiom(
            note("tables.t[event.body.s]", when: "has(event.body.s) && event.body.s in tables.t"),
            note("tables.t[event.body.s]", when: "has(event.body.s)"),
            "table-miss"
        ),
        Idiom(
            status("tables.t[event.body.k]", when: "event.body.k == 'A'"),
            status("tables.all[event.body.k]", when: "event.body.k == 'A'"),
            "value-not-allowed"
        ),
        Idiom(
            status("event.body.k in tables.t ? tables.t[event.body.k] : 'lost'"),
            status("event.body.k in tables.all ? tables.t[event.body.k] : 'lost'"),
            "table-miss"
        ),
    ]

    private static let choices = [
        Idiom(
            status("event.type == 'won' ? 'qualified' : 'lost'"),
            status("event.type == 'won' ? 'qualifed' : 'lost'"),
            "value-not-allowed"
        ),
        Idiom(
            note("event.body.k == 'A' ? 'first' : 'later'"),
            note("event.body.k == 'A' ? 'first' : event.body.s"),
            "may-be-absent"
        ),
        Idiom(
            status("'lost'", when: "event.type in ['won', 'lost']"),
            status("'lost'", when: "event.type in ['wun', 'lots']"),
            "never-holds"
        ),
        Idiom(Send(#""status": "lost""#), Send(#""status": "LOST""#), "value-not-allowed"),
        Idiom(
            Send(#""status": "won", "value": "{{ units(event.body.n) }}""#, when: "has(event.body.n)"),
            Send(#""status": "won", "value": "{{ event.body.n }}""#, when: "has(event.body.o)"),
            "may-be-absent"
        ),
        Idiom(
            Send(#""value": "{{ event.body.?n.optMap(c, units(c)).orValue(units(0)) }}""#),
            Send(#""value": "{{ cents(event.body.?n.orValue(0)) }}""#),
            "money-unit"
        ),
    ]

    private static let identifiers = [
        Idiom(Send(#""note": "x""#), Send(#""note": "x", "email": "{{ event.body.u }}""#), "ignored-identifier"),
        Idiom(Send(#""note": "x""#), Send(#""note": "x", "phone": "{{ event.body.?o }}""#), "ignored-identifier"),
    ]
}
