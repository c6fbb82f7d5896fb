package import JSON
import Quotation
package import RelayRoutes

/// What two route tables make otherwise of the same webhooks.
package struct RouteTableDifference: Sendable {
    /// How many webhooks both tables took.
    package let compared: Int
    /// Those of which the tables make something else.
    package let events: [EventDifference]
    /// Those that at least one of the tables could not take.
    package let refused: [Refused]

    /// A webhook from a source that a table does not know.
    package struct Refused: Sendable, Equatable {
        package let label: String
        package let source: String
        package let isKnownToOld: Bool
        package let isKnownToNew: Bool
    }

    /// Compares by certain webhooks, or by those of the tests of both files where none are given.
    package static func between(
        _ old: RouteTable,
        _ new: RouteTable,
        events: [SampleEvent] = [],
        settings: RehearsalSettings = .standard
    ) -> RouteTableDifference {
        var differences: [EventDifference] = []
        var refused: [Refused] = []
        var compared = 0
        for sample in events.isEmpty ? samples(of: old, new) : events {
            let (before, now) = (Rehearsal(of: sample, on: old, settings), Rehearsal(of: sample, on: new, settings))
            guard let before, let now else {
                refused.append(Refused(sample, isKnownToOld: before != nil, isKnownToNew: now != nil))
                continue
            }
            compared += 1
            if let difference = EventDifference(before, now) { differences.append(difference) }
        }
        return RouteTableDifference(compared: compared, events: differences, refused: refused)
    }

    private static func samples(of old: RouteTable, _ new: RouteTable) -> [SampleEvent] {
        var samples = new.file.tests.compactMap(SampleEvent.init)
        for sample in old.file.tests.compactMap(SampleEvent.init) {
            if !samples.contains(where: { $0.isEquivalent(to: sample) }) { samples.append(sample) }
        }
        return samples
    }

    package var isEmpty: Bool { events.isEmpty && refused.isEmpty }

    package func count(_ kind: SendDifference.Kind) -> Int {
        events.reduce(0) { $0 + $1.sends.count { $0.kind == kind } }
    }

    /// Nothing where nothing differs; else the counts, and what differs for each event.
    package var lines: [String] {
        guard !isEmpty else { return [] }
        let counts = [SendDifference.Kind.added, .dropped, .changed].map { "\(count($0)) \($0.rawValue)" }
        let summary = "\(events.count) of \(compared) events differ; sends: \(counts.joined(separator: ", "))"
        return [summary] + events.flatMap(\.lines) + refused.map(\.line)
    }

    package func write(to writer: inout JSONWriter) {
        writer.object { writer in
            let counts = [
                ("compared", compared), ("different", events.count), ("added", count(.added)),
                ("dropped", count(.dropped)), ("changed", count(.changed)),
            ]
            for (name, count) in counts { writer.member(name, count) }
            writer.name("events")
            writer.array { writer in for event in events { event.write(to: &writer) } }
            writer.name("refused")
            writer.array { writer in for sample in refused { sample.write(to: &writer) } }
        }
    }
}

extension RouteTableDifference.Refused {
    fileprivate init(_ sample: SampleEvent, isKnownToOld: Bool, isKnownToNew: Bool) {
        label = sample.label
        source = sample.source
        self.isKnownToOld = isKnownToOld
        self.isKnownToNew = isKnownToNew
    }

    fileprivate var line: String {
        let side = isKnownToOld ? "the new file" : isKnownToNew ? "the old file" : "neither file"
        let verb = isKnownToOld == isKnownToNew ? "knows" : "does not know"
        return "\(label.quoted): not compared, \(side) \(verb) the source \(source.quoted)"
    }

    fileprivate func write(to writer: inout JSONWriter) {
        writer.object { writer in
            for (name, text) in [("name", label), ("source", source)] { writer.member(name, text) }
            for (name, isKnown) in [("knownToOld", isKnownToOld), ("knownToNew", isKnownToNew)] {
                writer.member(name, isKnown)
            }
        }
    }
}
