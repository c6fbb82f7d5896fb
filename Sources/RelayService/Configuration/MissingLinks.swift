import LinuxIO
import Quotation
import RelayAuthoring
import RelayCore
import RelayRoutes

/// The leads of a file of events that a table has no entry for.
package struct MissingLinks: Sendable {
    /// By how often, then by lead.
    package let leads: [Lead]
    /// How many events were read, and how many of them say no lead.
    package let events: Int
    package let withoutLead: Int

    package struct Lead: Sendable, Equatable {
        package let lead: String
        package let source: String
        package let count: Int
    }

    /// Reads a file of events, a line of JSON each: `{"source": "crm", "body": {…}}`.
    ///
    /// - Throws: `LinkFailure` for the first line that cannot be understood.
    package init(of links: LinkFile, events path: String, in configuration: String) throws {
        let bytes = try FileBytes.read(path: path, limit: 1 << 30)
        let (samples, problems) = SampleEvent.read(lines: bytes)
        if let first = problems.first { throw LinkFailure("\(path.shown):\(first)") }
        let routes = try Configuration.load(path: configuration).report
        guard let table = routes.table else { throw LinkFailure("\(configuration.shown): no routes file") }
        var counts: [Key: Int] = [:]
        var (events, withoutLead) = (0, 0)
        for sample in samples {
            for lead in try Self.leads(of: sample, table, path) {
                events += 1
                guard let lead else {
                    withoutLead += 1
                    continue
                }
                if links[lead] == nil { counts[Key(lead: ExactText(lead), source: sample.source), default: 0] += 1 }
            }
        }
        (self.events, self.withoutLead) = (events, withoutLead)
        leads = counts.map { Lead(lead: $0.key.lead.text, source: $0.key.source, count: $0.value) }
            .sorted { ($1.count, $0.lead, $0.source) < ($0.count, $1.lead, $1.source) }
    }

    private struct Key: Hashable {
        let lead: ExactText
        let source: String
    }

    private static func leads(of sample: SampleEvent, _ table: RouteTable, _ path: String) throws -> [String?] {
        guard let source = table.sources[sample.source] else {
            let remedy = ShapeCheck.suggest(sample.source, table.sources.keys.sorted(), "There is")
            let place = "\(path.shown): \(sample.label)"
            throw LinkFailure("\(place): there is no source \(sample.source.quoted). \(remedy)")
        }
        let settings = RehearsalSettings.standard
        return source.events(
            body: sample.body,
            headers: EventFields(sample.headers),
            query: EventFields(sample.query),
            receivedAt: settings.receivedAt,
            digest: settings.digest
        ).map(\.lead)
    }
}
