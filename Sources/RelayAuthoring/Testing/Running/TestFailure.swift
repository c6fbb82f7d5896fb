import JSON
package import RelayRoutes

/// One way in which a test fails, and the place in the file that says otherwise.
package struct TestFailure: Sendable {
    package let kind: Kind
    package let spot: Spot
    /// The send that it is about; nil where it is none.
    package let send: SendName?
    package let fact: String
    package let differences: [Difference]
    package let remedy: String

    package enum Kind: String, Sendable {
        case different
        case notMade = "not-made"
        case notExpected = "not-expected"
        case lacksLookup = "lacks-lookup"
        case cannotRun = "cannot-run"
    }

    /// Which send of which route.
    package struct SendName: Sendable, Equatable {
        package let route: String
        package let name: String
    }

    init(
        _ kind: Kind,
        at spot: Spot,
        _ fact: String,
        of send: RehearsedSend? = nil,
        _ differences: [Difference] = [],
        remedy: String = ""
    ) {
        self.kind = kind
        self.spot = spot
        self.send = send.map { SendName(route: $0.route, name: $0.name) }
        self.fact = fact
        self.differences = differences
        self.remedy = remedy
    }

    /// The fact and below it each difference; each line begins with the place where there is one.
    var lines: [String] {
        let sentence = remedy.isEmpty ? fact : "\(fact). \(remedy)"
        return ["\(spot.place): \(sentence)"] + differences.map { "  \($0.asExpectation)" }
    }

    /// All of it on one line.
    var summary: String {
        ([fact] + differences.map(\.asExpectation)).joined(separator: "; ")
    }

    func write(to writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("kind", kind.rawValue)
            writer.write(spot)
            if let send {
                for (name, text) in [("route", send.route), ("send", send.name)] { writer.member(name, text) }
            }
            writer.member("fact", fact)
            writer.name("differences")
            writer.array { writer in
                for difference in differences { difference.write(to: &writer, left: "expected", right: "got") }
            }
            if !remedy.isEmpty {
                writer.member("remedy", remedy)
            }
        }
    }
}
