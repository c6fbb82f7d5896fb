import CivilTime
import JSON
import Quotation
import RelayCore

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

    /// A command for each request.
    package var commands: [String] {
        rehearsal.sends.flatMap { send -> [String] in
            let requests = [send.read, send.request].compactMap { $0 }
            guard !requests.isEmpty else { return [] }
            return ["# \(send.name) of the route \(send.route)"] + requests.map { RequestText($0).curl } + [""]
        }
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
        case .request(let request): return readLines(send) + RequestText(request).lines
        case .skipped: return ["skipped: its \"if\" does not hold after the lookups"]
        case .failed(let failure):
            return ["a dead letter: \(failure.field.shown): \(failure.fact)"]
        case .lacksLookups(let names): return names.flatMap { lookupLines($0, send) }
        }
    }

    private func readLines(_ send: RehearsedSend) -> [String] {
        guard let read = send.read else { return [] }
        return ["first the record is read, and the body below is laid over it:"] + RequestText(read).lines.prefix(1) + [
            ""
        ]
    }

    private func lookupLines(_ name: String, _ send: RehearsedSend) -> [String] {
        let asked = (try? table.request(ofLookup: name, for: rehearsal.events[send.event])).flatMap { $0 }
        let question = asked.map { ": \(RequestText($0).lines[0])" } ?? ""
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
            switch send.outcome {
            case .request(let request):
                if let read = send.read {
                    writer.name("read")
                    RequestText(read).write(to: &writer)
                }
                writer.name("request")
                RequestText(request).write(to: &writer)
            case .skipped: writer.member("skipped", true)
            case .lacksLookups(let names): writer.member("lacksLookups", names)
            case .failed(let failure):
                writer.member("deadLetter", failure.fact)
                writer.member("field", failure.field)
            }
        }
    }
}
