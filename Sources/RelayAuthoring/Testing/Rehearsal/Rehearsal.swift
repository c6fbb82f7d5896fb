import CEL
import JSON
package import RelayCore
package import RelayRoutes

/// All that a route table makes of a webhook, up to the point where something would leave.
package struct Rehearsal: Sendable {
    package let sample: SampleEvent
    /// One, or several where the source posts lists.
    package let events: [Event]
    /// The plan of each event.
    package let plans: [Plan]
    /// The sends of all events, in the order of the plans.
    package let sends: [RehearsedSend]

    /// Nil where the table does not know the source.
    package init?(of sample: SampleEvent, on table: RouteTable, _ settings: RehearsalSettings = .standard) {
        guard let source = table.sources[sample.source] else { return nil }
        self.sample = sample
        let events = source.events(
            body: sample.body,
            headers: EventFields(sample.headers),
            query: EventFields(sample.query),
            receivedAt: sample.receivedAt ?? settings.receivedAt,
            digest: settings.digest
        )
        let plans = events.map(table.plan)
        (self.events, self.plans) = (events, plans)
        let lookups = sample.lookups.mapValues { Value($0) }
        sends = events.indices.flatMap { position in
            plans[position].sends.compactMap { planned in
                table.rehearse(planned, for: events[position], at: position, lookups, sample.records)
            }
        }
    }

    /// The sends that lead to a request or a dead letter.
    package var made: [RehearsedSend] { sends.filter(\.isMade) }
}

extension RouteTable {
    fileprivate func rehearse(
        _ planned: Plan.PlannedSend,
        for event: Event,
        at position: Int,
        _ lookups: [String: Value],
        _ records: [String: JSONValue]
    ) -> RehearsedSend? {
        guard let send = send(planned), let route = routes[planned.route] else { return nil }
        let record = records[send.destination.name]
        let (outcome, read) = outcome(of: planned, send, for: event, lookups, record)
        return RehearsedSend(
            event: position,
            planned: planned,
            route: route.name,
            name: send.name,
            destination: send.destination.name,
            call: send.call.name,
            outcome: outcome,
            read: read,
            isReadToCompare: send.priorRead != nil && read != nil,
            lacksRecord: send.call.merge != nil && read != nil && record == nil,
            echo: outcome.request.flatMap { send.echo?.write(in: $0) }
        )
    }

    private func outcome(
        of planned: Plan.PlannedSend,
        _ send: Send,
        for event: Event,
        _ lookups: [String: Value],
        _ record: JSONValue?
    ) -> (RehearsedSend.Outcome, read: Request?) {
        if let failure = planned.failure {
            return (.failed(RehearsedSend.Failure(field: "when", fact: failure.fact)), nil)
        }
        if let failure = failedLookup(of: send, for: event) { return (.failed(failure), nil) }
        let lacking = send.lookups.filter { lookups[$0] == nil }
        guard lacking.isEmpty else { return (.lacksLookups(lacking), nil) }
        do throws(RenderError) {
            switch try render(planned, for: event, lookups: lookups, key: RehearsalSettings.key) {
            case .skipped: return (.skipped, nil)
            case .request(let request):
                return (.request(request), priorRead(of: send, for: event, lookups: lookups)?.request)
            case .merge(let change): return (Self.outcome(of: change, record), change.read)
            }
        } catch {
            let field = error.field.isEmpty ? error.code.rawValue : error.field
            return (.failed(RehearsedSend.Failure(field: field, fact: error.fact)), nil)
        }
    }

    /// Why one of a send's lookups cannot be asked: then there is no answer, whatever the sample gives for one.
    private func failedLookup(of send: Send, for event: Event) -> RehearsedSend.Failure? {
        for name in send.lookups {
            do throws(RenderError) {
                _ = try inquiry(ofLookup: name, for: event)
            } catch {
                let fact = error.field.isEmpty ? error.fact : "\(error.field): \(error.fact)"
                return RehearsedSend.Failure(field: "lookup.\(name)", fact: fact)
            }
        }
        return nil
    }

    /// The write over the record that is given; without one, the change alone.
    private static func outcome(of change: RecordChange, _ record: JSONValue?) -> RehearsedSend.Outcome {
        guard let record else { return .request(change.write) }
        do throws(RecordMergeError) {
            return .request(try change.request(over: record))
        } catch {
            return .failed(RehearsedSend.Failure(field: error.pointer?.tokens.first ?? "record", fact: error.fact))
        }
    }
}
