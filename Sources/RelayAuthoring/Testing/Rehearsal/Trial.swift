import CEL
import CivilTime
import JSON
import Quotation
import RelayCore
package import RelayRoutes

/// A rehearsal as a person reads it: what would be sent, and why, and why not.
package struct Trial: Sendable {
    private let rehearsal: Rehearsal
    private let table: RouteTable
    private let explanations: [Explanation]

    package init(_ rehearsal: Rehearsal, on table: RouteTable) {
        self.rehearsal = rehearsal
        self.table = table
        explanations = zip(rehearsal.events, rehearsal.plans).map { table.explain($0, $1) }
    }

    // MARK: Text

    package var lines: [String] {
        let blocks = rehearsal.events.indices.flatMap { position in
            [eventLines(position)] + sends(of: position).map(lines) + [explanations[position].lines]
        }
        return Array(blocks.joined(separator: [""]))
    }

    /// A command for each request; for a write that needs a record which nobody gave, a remark in its stead, because a
    /// change written alone would wipe the rest of the record.
    package var commands: [String] {
        rehearsal.sends.flatMap { send -> [String] in
            let read = send.read.map { [RequestText($0).curl] } ?? []
            let write = send.request.map { [send.lacksRecord ? Self.remark(on: $0) : RequestText($0).curl] } ?? []
            guard !(read + write).isEmpty else { return [] }
            return ["# \(send.name.shown) of the route \(send.route.shown)"] + read + write + [""]
        }
    }

    private static func remark(on write: Request) -> String {
        let change = write.bodyValue?.oneLine(upTo: .max) ?? "{}"
        return "# then a \(write.method) with the whole record and these changes laid over it: \(change)"
    }

    private func sends(of position: Int) -> [RehearsedSend] { rehearsal.sends.filter { $0.event == position } }

    private func eventLines(_ position: Int) -> [String] {
        let event = rehearsal.events[position]
        let parts = [
            "event \(event.id.shown)", event.type.isEmpty ? "no type" : "type \(event.type.shown)",
            event.lead.map { "lead \($0.shown)" } ?? "no lead",
            event.occurredAt.map { "occurred at \($0.rfc3339)" } ?? "no time of its own",
        ]
        let count = sends(of: position).count { $0.request != nil }
        return [parts.joined(separator: ", "), count == 1 ? "1 request" : "\(count) requests"]
    }

    private func lines(_ send: RehearsedSend) -> [String] {
        ["\(send.name.shown), route \(send.route.shown)\(modeNote(send)):"]
            + outcomeLines(send).map { $0.isEmpty ? "" : "    \($0)" }
    }

    private func modeNote(_ send: RehearsedSend) -> String {
        switch table.destinations[send.destination]?.mode {
        case .observe: ", in mode observe: shown, not sent"
        case .hold: ", in mode hold: kept, not sent"
        case .live, nil: ""
        }
    }

    private func outcomeLines(_ send: RehearsedSend) -> [String] {
        switch send.outcome {
        case .request(let request):
            return readLines(send) + RequestText(request).lines + recordLines(send) + echoLines(send)
        case .skipped: return reasonLines("skipped by its \"if\"", "it does not hold after the lookups", send)
        case .failed(let failure):
            return reasonLines("a dead letter: \(failure.field.shown)", failure.fact, send)
        case .lacksLookups(let names): return names.flatMap { lookupLines($0, send) }
        }
    }

    private func reasonLines(_ outcome: String, _ fact: String, _ send: RehearsedSend) -> [String] {
        guard let clause = clause(of: send) else { return ["\(outcome): \(fact)"] }
        return ["\(outcome): \(clause.sentence)"] + clause.lines
    }

    /// The clause of a condition that keeps a send from being made.
    private func clause(of send: RehearsedSend) -> FailingClause? {
        guard send.planned.failure == nil else {
            let entry = explanations[send.event].entries[send.planned.route]
            guard entry.verdict == .taken else { return entry.clause }
            return entry.sends.first { $0.name == send.name }?.clause
        }
        switch send.outcome {
        case .skipped: break
        case .failed(let failure) where failure.field == "if": break
        case .failed, .request, .lacksLookups: return nil
        }
        let lookups = rehearsal.sample.lookups.mapValues { Value($0) }
        return table.explainCondition(of: send.planned, for: rehearsal.events[send.event], lookups: lookups)
    }

    private func readLines(_ send: RehearsedSend) -> [String] {
        guard let read = send.read else { return [] }
        if send.isReadToCompare {
            return [
                "first the lead is read, and nothing is sent if it has this already:", RequestText(read).lines[0], "",
            ]
        }
        let body = send.lacksRecord ? "the body below is laid over it" : "the change is laid over it"
        return ["first the record is read, and \(body):", RequestText(read).lines[0], ""]
    }

    private func recordLines(_ send: RehearsedSend) -> [String] {
        guard send.lacksRecord else { return [] }
        return [
            "",
            "this is the change alone; to see all that is sent, give the record: --record '\(send.destination)={…}'",
        ]
    }

    private func echoLines(_ send: RehearsedSend) -> [String] {
        guard let echo = send.echo, let source = table.destinations[send.destination]?.entry.echoes else { return [] }
        return [
            "",
            "for 10 minutes an event of \(source.text.shown) that says \(echo.field.shown) of \(echo.lead.shown) is "
                + "\(echo.value.shown) is its echo: kept, not routed",
        ]
    }

    private func lookupLines(_ name: String, _ send: RehearsedSend) -> [String] {
        let asked = (try? table.inquiry(ofLookup: name, for: rehearsal.events[send.event])).flatMap { $0 }
        let question = asked.map { ": \(RequestText($0.request).lines[0])" } ?? ""
        return ["needs the lookup \(name.quoted)\(question)", "give its answer: --lookup '\(name)={…}'"]
    }

    // MARK: JSON

    package var json: String {
        var writer = JSONWriter()
        writer.object { writer in
            writer.name("events")
            writer.array { writer in
                for position in rehearsal.events.indices { write(position, to: &writer) }
            }
        }
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    private func write(_ position: Int, to writer: inout JSONWriter) {
        let event = rehearsal.events[position]
        writer.object { writer in
            writer.member("id", event.id)
            writer.member("source", event.source)
            writer.member("type", event.type)
            if let lead = event.lead { writer.member("lead", lead) }
            if let time = event.occurredAt { writer.member("occurredAt", time.rfc3339) }
            writer.name("sends")
            writer.array { writer in for send in sends(of: position) { write(send, to: &writer) } }
            writer.name("explanation")
            explanations[position].write(to: &writer)
        }
    }

    private func write(_ send: RehearsedSend, to writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("route", send.route)
            writer.member("send", send.name)
            writer.member("to", send.destination)
            writer.member("call", send.call)
            if let mode = table.destinations[send.destination]?.mode { writer.member("mode", mode.rawValue) }
            switch send.outcome {
            case .request(let request):
                if let read = send.read {
                    writer.name("read")
                    RequestText(read).write(to: &writer)
                }
                writer.name("request")
                RequestText(request).write(to: &writer)
                if send.lacksRecord { writer.member("partial", true) }
                if let echo = send.echo { Self.write(echo, to: &writer) }
            case .skipped: writer.member("skipped", true)
            case .lacksLookups(let names): writer.member("lacksLookups", names)
            case .failed(let failure):
                writer.member("deadLetter", failure.fact)
                writer.member("field", failure.field)
            }
            if let clause = clause(of: send) {
                writer.member("sentence", clause.sentence)
                clause.write(to: &writer)
            }
        }
    }

    private static func write(_ echo: EchoedWrite, to writer: inout JSONWriter) {
        writer.name("echo")
        writer.object { writer in
            writer.member("lead", echo.lead)
            writer.member("field", echo.field)
            writer.member("value", echo.value)
        }
    }
}
