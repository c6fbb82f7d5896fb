import JSON
import Quotation
package import RelayRoutes

/// Runs one embedded test: what is made is held against what is expected, both ways.
package struct TestRun {
    private let table: RouteTable
    private let entry: TestEntry
    private let rehearsal: Rehearsal
    private let made: [RehearsedSend]
    private let match: ExpectationMatch

    package static func run(
        _ table: RouteTable,
        entry: TestEntry,
        settings: RehearsalSettings = .standard
    ) -> TestReport {
        guard let sample = SampleEvent(entry) else {
            let fact = "the test has no \(entry.from == nil ? "source" : "event")"
            return TestReport(entry, [TestFailure(.cannotRun, at: Spot(entry.json), fact)])
        }
        guard let rehearsal = Rehearsal(of: sample, on: table, settings) else {
            return TestReport(entry, [unknownSource(table, entry, sample)])
        }
        return TestReport(entry, TestRun(table, entry, rehearsal).failures)
    }

    private init(_ table: RouteTable, _ entry: TestEntry, _ rehearsal: Rehearsal) {
        self.table = table
        self.entry = entry
        self.rehearsal = rehearsal
        made = rehearsal.made
        match = ExpectationMatch(entry.expected, made, isPartial: entry.isPartial)
    }

    private static func unknownSource(_ table: RouteTable, _ entry: TestEntry, _ sample: SampleEvent) -> TestFailure {
        TestFailure(
            .cannotRun,
            at: entry.from?.spot ?? Spot(entry.json),
            "there is no source \(sample.source.quoted)",
            remedy: ShapeCheck.suggest(sample.source, table.sources.keys.sorted(), "There is")
        )
    }

    private var failures: [TestFailure] {
        let expected = zip(entry.expected, match.sends).compactMap { expectation, position in
            position.map { failure(of: made[$0], expectation) } ?? absence(expectation)
        }
        guard !entry.isPartial else { return expected }
        return expected + match.unexpected.map { unexpected(made[$0]) }
    }

    // MARK: Each kind of failure

    private func failure(of send: RehearsedSend, _ expectation: TestEntry.Expectation) -> TestFailure? {
        let spot = Spot(expectation.json)
        if case .lacksLookups(let names) = send.outcome { return lacking(names, send, at: spot) }
        let differences = expectation.differences(from: send, isPartial: entry.isPartial)
        guard !differences.isEmpty else { return nil }
        return TestFailure(.different, at: spot, "\(send.inWords) is not what is expected", of: send, differences)
    }

    private func absence(_ expectation: TestEntry.Expectation) -> TestFailure? {
        let what = (expectation.to?.text ?? "?").quoted
        let why = table.reasons(against: expectation, in: rehearsal).joined(separator: "; ")
        return TestFailure(
            .notMade,
            at: Spot(expectation.json),
            "the expected send to \(what) is not made: \(why)"
        )
    }

    private func unexpected(_ send: RehearsedSend) -> TestFailure {
        let spot = Spot(entry.json)
        return switch send.outcome {
        case .lacksLookups(let names): lacking(names, send, at: spot)
        case .request(let request):
            TestFailure(.notExpected, at: spot, "\(send.inWords) is not expected, got \(request.oneLine)", of: send)
        case .failed(let failure):
            TestFailure(.notExpected, at: spot, "\(send.inWords) is not expected, got \(failure.inWords)", of: send)
        case .skipped: preconditionFailure("a skipped send is not made")
        }
    }

    private func lacking(_ names: [String], _ send: RehearsedSend, at spot: Spot) -> TestFailure {
        let lookups = names.map(\.quoted).joined(separator: ", ")
        return TestFailure(
            .lacksLookup,
            at: spot,
            "\(send.inWords) needs the lookup\(names.count > 1 ? "s" : "") \(lookups), which the test does not give",
            of: send,
            remedy: "Add \(names.count > 1 ? "them" : "it") under \"lookups\"."
        )
    }
}

extension RehearsedSend {
    /// `"octanist.updateLead" of the route "deal closed"`
    var inWords: String { "\(name.quoted) of the route \(route.quoted)" }
}
