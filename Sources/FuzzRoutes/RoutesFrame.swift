import JSON

/// A small right file with places for what the fuzzer makes.
enum RoutesFrame {
    /// A place, what stands there otherwise, and whether any JSON may stand there or only a text.
    struct Slot {
        let mark: String
        let usual: String
        var takesJSON = false
    }

    static let slots = [
        Slot(mark: "<id>", usual: #""body.id""#), Slot(mark: "<type>", usual: #""body.type""#),
        Slot(mark: "<lead>", usual: #""body.lead""#), Slot(mark: "<at>", usual: #""body.at""#),
        Slot(mark: "<alias>", usual: #""headers['x-id']""#),
        Slot(mark: "<events>", usual: #"{"type": "object"}"#, takesJSON: true),
        Slot(mark: "<field>", usual: #"{"enum": ["won"]}"#, takesJSON: true),
        Slot(mark: "<answer>", usual: #"{"type": "object"}"#, takesJSON: true),
        Slot(mark: "<path>", usual: #""/leads/{id}""#), Slot(mark: "<table>", usual: #""won""#, takesJSON: true),
        Slot(mark: "<when>", usual: #""event.lead != ''""#),
        Slot(mark: "<own>", usual: #""event.type in tables.label""#),
        Slot(mark: "<if>", usual: #""lookup.lead != null""#), Slot(mark: "<about>", usual: #""event.lead""#),
        Slot(mark: "<template>", usual: #""{{ event.lead }}""#),
        Slot(mark: "<status>", usual: #""{{ tables.label[event.type] }}""#, takesJSON: true),
        Slot(mark: "<read>", usual: #""{{ event.lead }}""#, takesJSON: true),
        Slot(mark: "<rule>", usual: #"{"status": 404, "verdict": "dead"}"#, takesJSON: true),
    ]

    private static let text = #"""
        {"sources": {"s": {"signature": {"scheme": "none"}, "id": <id>, "type": <type>, "lead": <lead>, "occurredAt": <at>,
        "aliases": [<alias>], "events": {"*": <events>}}}, "destinations": {"d": {"api": "own", "answers": [<rule>]}},
        "apis": {"own": {"base": "https://a.example", "auth": {"none": true}, "calls": {"set": {"method": "POST", "path": <path>,
        "fields": {"id": {"in": "path", "required": true}, "status": {"in": "body", "schema": <field>}}, "answer": <answer>}}}},
        "tables": {"label": {"deal.won": <table>}},
        "lookups": {"lead": {"destination": "d", "call": "set", "with": {"id": <read>}}},
        "routes": [{"name": "r", "from": "s", "on": "*", "when": <when>, "lead": <about>, "send": [
        {"to": "d", "call": "set", "when": <own>, "if": <if>, "with": {"id": <template>, "status": <status>}}]}]}
        """#

    /// The text in front of each place, with the place; the last piece has none.
    private static let pieces: [(text: [UInt8], slot: Slot?)] = {
        var rest = text[...]
        var pieces: [(text: [UInt8], slot: Slot?)] = []
        while let (range, slot) = nextMark(in: rest) {
            pieces.append((Array(rest[..<range.lowerBound].utf8), slot))
            rest = rest[range.upperBound...]
        }
        return pieces + [(Array(rest.utf8), nil)]
    }()

    private static func nextMark(in text: Substring) -> (Range<Substring.Index>, Slot)? {
        slots.compactMap { slot in text.firstRange(of: slot.mark).map { ($0, slot) } }
            .min { $0.0.lowerBound < $1.0.lowerBound }
    }

    private static let whole = filled(slots[0], with: Array(slots[0].usual.utf8), isJSON: true)

    /// The file with a value in one of its places: JSON as it is where the place takes it, anything else as a text.
    static func filled(_ slot: Slot, with bytes: [UInt8]) -> [UInt8] {
        if slot.takesJSON, (try? JSONDocument(bytes)) != nil { return filled(slot, with: bytes, isJSON: true) }
        return filled(slot, with: bytes, isJSON: false)
    }

    /// The file with a piece cut out and bytes put in; the first three say where, and how many are cut out.
    static func spliced(_ bytes: [UInt8]) -> [UInt8] {
        guard bytes.count >= 3 else { return whole }
        let start = (Int(bytes[0]) << 8 | Int(bytes[1])) % whole.count
        let end = min(whole.count, start + Int(bytes[2]) % 64)
        return Array(whole[..<start] + bytes[3...] + whole[end...])
    }

    private static func filled(_ chosen: Slot, with bytes: [UInt8], isJSON: Bool) -> [UInt8] {
        var writer = JSONWriter()
        writer.string(String(decoding: bytes, as: UTF8.self))
        let value = isJSON ? bytes : writer.bytes
        return pieces.flatMap { piece in
            piece.text + (piece.slot.map { $0.mark == chosen.mark ? value : Array($0.usual.utf8) } ?? [])
        }
    }
}
