import CEL
import CivilTime
import JSON
import RelayAuthoring
import RelayCore
import RelayRoutes
import RelayTesting
import Testing

@Suite("What a check has proved")
struct SoundnessTests {
    @Test func `holds for every event that the schema allows`() throws {
        let environment = try ExampleRoutes.environment()
        var made = 0
        for seed in Seeds.first(300) {
            var generator = RoutesFileGenerator(seed: seed)
            let text = generator.file()
            guard let table = ProvenTable(text, environment) else { continue }
            var isMade = false
            for _ in 0..<10 {
                let event = generator.event()
                let outcome = try table.outcome(of: event)
                #expect(outcome.faults == [], "seed \(seed): \(event)\n\(text)")
                isMade = isMade || outcome.made > 0
            }
            if isMade { made += 1 }
        }
        #expect(made >= 6 || Seeds.first(300).count < 300, "too few files are proved and make a request")
    }
}

/// A routes file about which a check says nothing.
struct ProvenTable {
    private let table: RouteTable

    /// Nil where the check says something that is not about the machine.
    init?(_ text: String, _ environment: Environment, evenIfTold: Bool = false) {
        let report = CheckReport.make(Array(text.utf8), catalogue: .embedded, base: environment)
        guard let table = report.table, evenIfTold || report.findings.allSatisfy(\.code.isAboutMachine) else {
            return nil
        }
        self.table = table
    }

    /// What is wrong with the requests for an event, and how many were made.
    func outcome(of body: String) throws -> (faults: [String], made: Int) {
        var (faults, made): ([String], Int) = ([], 0)
        let receivedAt = try #require(Timestamp(rfc3339: "2026-02-24T15:30:01Z"))
        let events = try #require(table.sources["crm"])
            .events(body: JSONDocument(body).root, receivedAt: receivedAt) { _ in "digest" }
        for event in events {
            let plan = table.plan(event)
            for outcome in plan.outcomes {
                if case .failed(let error) = outcome.result { faults.append("condition of the route: \(error)") }
            }
            for planned in plan.sends {
                if let failure = planned.failure {
                    faults.append("condition: \(failure)")
                    continue
                }
                do {
                    guard case .request(let request) = try table.render(planned, for: event, key: "key") else {
                        continue
                    }
                    let call = try #require(table.send(planned)).call
                    made += 1
                    faults += try Self.faults(of: request, call)
                } catch let error as RenderError {
                    faults.append("\(error)")
                }
            }
        }
        return (faults, made)
    }

    private static func faults(of request: Request, _ call: Call) throws -> [String] {
        var faults: [String] = []
        let body = try JSONDocument(request.body ?? []).root
        for field in call.fields where field.place == .body {
            guard let value = body[field.wireName], let violation = field.schema?.violation(of: value) else { continue }
            faults.append("\(field.name) \(violation.fact)")
        }
        let identifiers = call.identifiers.filter { body[$0] != nil }
        if !call.identifiers.isEmpty, identifiers.count != 1 { faults.append("identifiers: \(identifiers)") }
        if request.path.split(separator: "/", omittingEmptySubsequences: false).dropFirst().contains("") {
            faults.append("path: \(request.path)")
        }
        return faults
    }
}
