import RelayCore
import RelayRoutes
import Testing

@Suite("Finding the routes of an event")
struct RouteIndexTests {
    private static func route(_ name: String, from: String, on: String, more: String = "") -> String {
        """
        { "name": "\(name)", "from": \(from), "on": \(on)\(more),
          "send": [{ "to": "endpoint", "call": "request", "with": { "body": {} } }] }
        """
    }

    private static let routes = [
        route("exact", from: #""crm""#, on: #""deal.won""#),
        route("either", from: #""crm""#, on: #"["deal.won", "deal.lost"]"#),
        route("prefix", from: #""crm""#, on: #""deal.*""#),
        route("deeper", from: #""crm""#, on: #""deal.won.*""#),
        route("all", from: #""crm""#, on: #""*""#),
        route("overlapping", from: #"["crm", "shop", "*"]"#, on: #"["deal.won", "deal.*", "*"]"#),
        route("shop", from: #""shop""#, on: #""deal.won""#),
        route("both", from: #"["crm", "shop"]"#, on: #""order""#),
        route("anyone", from: #""*""#, on: #""order""#),
        route("own", from: #""relay""#, on: #""delivery.dead""#),
        route("anyone's death", from: #""*""#, on: #""delivery.dead""#),
        route("disabled", from: #""crm""#, on: #""deal.won""#, more: #", "enabled": false"#),
        route("exact again", from: #""crm""#, on: #""deal.won""#),
    ]

    struct Case: Sendable {
        let source: String, type: String
        let names: [String]
    }

    static let cases = [
        Case(
            source: "crm",
            type: "deal.won",
            names: ["exact", "either", "prefix", "all", "overlapping", "exact again"]
        ),
        Case(source: "crm", type: "deal.lost", names: ["either", "prefix", "all", "overlapping"]),
        Case(source: "crm", type: "deal.won.big", names: ["prefix", "deeper", "all", "overlapping"]),
        Case(source: "crm", type: "deal.won.big.one", names: ["prefix", "deeper", "all", "overlapping"]),
        Case(source: "crm", type: "deal", names: ["all", "overlapping"]),
        Case(source: "crm", type: "dealer.won", names: ["all", "overlapping"]),
        Case(source: "crm", type: "deal.", names: ["prefix", "all", "overlapping"]),
        Case(source: "crm", type: "Deal.won", names: ["all", "overlapping"]),
        Case(source: "crm", type: "", names: ["all", "overlapping"]),
        Case(source: "crm", type: "*", names: ["all", "overlapping"]),
        Case(source: "crm", type: "order", names: ["all", "overlapping", "both", "anyone"]),
        Case(source: "shop", type: "deal.won", names: ["overlapping", "shop"]),
        Case(source: "shop", type: "order", names: ["overlapping", "both", "anyone"]),
        Case(source: "stranger", type: "order", names: ["overlapping", "anyone"]),
        Case(source: "stranger", type: "delivery.dead", names: ["overlapping", "anyone's death"]),
        Case(source: "relay", type: "delivery.dead", names: ["own"]),
        Case(source: "relay", type: "order", names: []),
    ]

    @Test(arguments: cases)
    func `an event reaches the routes of its source and type, in the order of the file`(test: Case) throws {
        let small = try SmallTable(routes: Self.routes)
        #expect(small.reached(by: try SmallTable.event(source: test.source, type: test.type)) == test.names)
    }

    @Test func `among hundreds of routes, each finds its own`() throws {
        let routes = (0..<300).map { Self.route("route \($0)", from: #""crm""#, on: #""type\#($0).a""#) }
        let small = try SmallTable(routes: routes)
        for number in [0, 1, 150, 299] {
            let event = try SmallTable.event(type: "type\(number).a")
            #expect(small.reached(by: event) == ["route \(number)"])
        }
    }
}
