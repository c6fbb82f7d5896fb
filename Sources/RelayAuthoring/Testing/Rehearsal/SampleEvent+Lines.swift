import CivilTime
import JSON
import RelayRoutes

extension SampleEvent {
    /// What cannot be understood in a file of events, and where.
    package struct LineProblem: Error, Sendable, Equatable, CustomStringConvertible {
        package let line: Int
        package let column: Int
        package let fact: String
        package let remedy: String

        package var description: String { "\(line):\(column): \(fact). \(remedy)" }
    }

    /// Reads a file of events, a JSON object a line: `{"source": "crm", "body": {…}}`; empty lines do not count.
    package static func read(lines bytes: [UInt8]) -> (samples: [SampleEvent], problems: [LineProblem]) {
        var samples: [SampleEvent] = []
        var problems: [LineProblem] = []
        let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        for (position, line) in lines.enumerated() where !line.allSatisfy(\.isBlank) {
            do throws(LineProblem) {
                samples.append(try SampleEvent(line: Array(line), number: position + 1))
            } catch {
                problems.append(error)
            }
        }
        return (samples, problems)
    }

    private init(line: [UInt8], number: Int) throws(LineProblem) {
        let json: JSONValue
        do throws(JSONError) {
            json = try JSONDocument(line, duplicates: .lastWins).root
        } catch {
            throw LineProblem(
                line: number,
                column: error.place.column,
                fact: error.code.fact,
                remedy: error.code.remedy
            )
        }
        var check = ShapeCheck()
        check.check(json, .object(Self.shape))
        if let first = check.findings.first {
            throw LineProblem(line: number, column: first.place.column, fact: first.fact, remedy: first.remedy)
        }
        self.init(json, label: "line \(number)")
    }

    /// Takes over an object that has the shape of a line.
    private init(_ json: JSONValue, label: String) {
        self.init(
            label: json.word("name")?.text ?? label,
            source: json.word("source")?.text ?? "",
            body: json["body"] ?? json,
            headers: Self.texts(json.entries("headers")),
            query: Self.texts(json.entries("query")),
            receivedAt: json.word("now").flatMap { Timestamp(rfc3339: $0.text) },
            lookups: Dictionary(json.entries("lookups").map { ($0.name, $0.value) }) { $1 },
            records: Dictionary(json.entries("records").map { ($0.name, $0.value) }) { $1 }
        )
    }

    private static func texts(_ members: [JSONMember]) -> [String: String] {
        Dictionary(members.compactMap { member in member.value.string.map { (member.name, $0) } }) { $1 }
    }

    private static let shape = ObjectShape(
        "an event",
        [
            .required("source", .name, "the source that posts it"),
            .required("body", .anything, "the body as it is posted"),
            Key("name", .name, "what it is called in reports"),
            Key("headers", .dictionary(of: .text(.any), names: .header), "the headers that come with it"),
            Key("query", .dictionary(of: .text(.any)), "the query that comes with it"),
            Key("now", .text(.timestamp), "the time at which it arrives"),
            Key("lookups", .dictionary(of: .anything), "what each lookup gives"),
            Key("records", .dictionary(of: .anything), "the record that a destination reads before it is written back"),
        ]
    )

    private typealias Key = ObjectShape.Key
}

extension UInt8 {
    fileprivate var isBlank: Bool { self == UInt8(ascii: " ") || self == UInt8(ascii: "\t") || self == 0x0D }
}
