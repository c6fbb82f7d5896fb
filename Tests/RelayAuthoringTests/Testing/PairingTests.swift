import RelayTesting
import Testing

@Suite("Expectations and sends are paired")
struct PairingTests {
    /// A route with a send for each price, and expectations that are right about those prices in any order.
    @Test(arguments: 0..<20 as Range<UInt64>)
    func `so that a test passes whatever their order`(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        let count = random.integer(in: 1..<9)
        let prices = (0..<count).map { _ in random.below(4) }
        let sends = prices.enumerated().map { number, price in
            #"{ "to": "books", "call": "update", "name": "s\#(number)", "#
                + #""with": { "id": "\#(number % 2)", "status": "x", "price": \#(price) } }"#
        }
        // Some name the send, some only what both of two sends have.
        let expected = prices.enumerated().map { number, price in
            switch random.below(4) {
            case 0: #"{ "to": "books", "send": "s\#(number)" }"#
            case 1: #"{ "to": "books", "body": { "status": "x", "price": \#(price) } }"#
            case 2: #"{ "to": "books", "path": "/leads/\#(number % 2)" }"#
            default: #"{ "to": "books", "partial": true, "body": { "status": "x" } }"#
            }
        }
        let order = random.permutation(of: expected).joined(separator: ",")
        let routes = TestedTable.route(sends.joined(separator: ","))
        let lines = try TestedTable.failures(routes: routes, #""event": { "type": "deal" }, "expect": [\#(order)]"#)
        #expect(lines == [], "replay with seed \(seed)")
    }

    @Test func `so that as few as possible are left over`() throws {
        let sends = ["a", "b"].map {
            #"{ "to": "books", "call": "update", "name": "\#($0)", "with": { "id": "1", "status": "\#($0)" } }"#
        }
        let lines = try TestedTable.failures(
            routes: TestedTable.route(sends.joined(separator: ",")),
            #""event": { "type": "deal" }, "expect": [{ "to": "books", "body": { "status": "a" } }, "#
                + #"{ "to": "books", "send": "a", "body": { "status": "c" } }]"#
        )
        #expect(
            lines.filter { $0.hasPrefix("    ") } == [
                #"    body/status: expected "a", got "b""#, #"    body/status: expected "c", got "a""#,
            ]
        )
    }

    /// More than are all compared with one another.
    @Test func `so that very many pass whatever their order`() throws {
        let numbers = 0..<300
        let sends = numbers.map {
            #"{ "to": "books", "call": "update", "name": "s\#($0)", "with": { "id": "1", "status": "\#($0)" } }"#
        }
        let expected = numbers.reversed().map { number in
            number % 3 == 0
                ? #"{ "to": "books", "send": "s\#(number)" }"#
                : #"{ "to": "books", "body": { "status": "\#(number)" } }"#
        }
        let lines = try TestedTable.failures(
            routes: TestedTable.route(sends.joined(separator: ",")),
            #""event": { "type": "deal" }, "expect": [\#(expected.joined(separator: ","))]"#
        )
        #expect(lines == [])
    }

    @Test(.timeLimit(.minutes(10)))
    func `in a time that does not grow with their cube`() throws {
        let expected = Array(repeating: #"{ "to": "books" }"#, count: 3_000).joined(separator: ",")
        let lines = try TestedTable.failures(
            #"\#(TestedTable.event), "expect": [\#(expected)]"#
        )
        #expect(lines.count == 2_999)
    }
}
