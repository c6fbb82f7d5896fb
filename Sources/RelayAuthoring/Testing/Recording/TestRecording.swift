import CivilTime
import JSON
import Quotation
import RelayCore
package import RelayRoutes

/// A test made of a webhook: it expects what the route table makes of it now.
package struct TestRecording: Sendable {
    package let name: String
    /// The test's object, laid out.
    private let lines: [String]
    /// What whoever records it should know.
    package let notes: [String]

    /// Rehearses the webhook and writes down what comes of it; without a name the test is called after the event.
    package init(
        _ sample: SampleEvent,
        on table: RouteTable,
        name: String? = nil,
        settings: RehearsalSettings = .standard
    ) throws(RecordingError) {
        var notes: [String] = []
        let kept = Self.withoutSecrets(sample, &notes)
        let first = try Self.rehearsal(of: kept, table, settings)
        let whole = Self.stubbing(first, table, &notes)
        let rehearsal = try Self.rehearsal(of: whole, table, settings)
        self.name = try Self.name(name, rehearsal, table)
        lines = Self.lines(RecordedTest(self.name, rehearsal).text(&notes))
        self.notes = notes
    }

    /// The test as it goes into a file, without the indentation of the place.
    package var text: String { text(indentation: "", newline: "\n") }

    func text(indentation: String, newline: String) -> String {
        lines.joined(separator: newline + indentation)
    }

    private static func lines(_ text: [UInt8]) -> [String] {
        guard let json = try? JSONDocument(text).root else { preconditionFailure("the writer writes JSON") }
        let layout = JSONLayout().text(of: json)
        return layout.split(separator: UInt8(ascii: "\n")).map { String(decoding: $0, as: UTF8.self) }
    }

    private static func rehearsal(
        of sample: SampleEvent,
        _ table: RouteTable,
        _ settings: RehearsalSettings
    ) throws(RecordingError) -> Rehearsal {
        guard let rehearsal = Rehearsal(of: sample, on: table, settings) else {
            let suggestion = ShapeCheck.suggest(sample.source, table.sources.keys.sorted(), "There is")
            throw RecordingError("there is no source \(sample.source.quoted)", suggestion)
        }
        return rehearsal
    }

    // MARK: What is taken along

    /// Signatures and credentials have no place in a configuration.
    private static func withoutSecrets(_ sample: SampleEvent, _ notes: inout [String]) -> SampleEvent {
        let secret = sample.headers.keys.filter(isSecret).sorted()
        if !secret.isEmpty {
            notes.append("left out, since they may be secret: the headers \(secret.joined(separator: ", "))")
        }
        let headers = sample.headers.filter { !secret.contains($0.key) }
        return sample.with(headers: headers, lookups: sample.lookups, records: sample.records)
    }

    private static func isSecret(_ header: String) -> Bool {
        let words = ["authorization", "cookie", "signature", "token", "secret", "key", "hmac", "password"]
        return words.contains { header.holds($0) }
    }

    /// What lookups give that nobody told, an empty object, so that the test can be run and completed; and the same for
    /// records, because a change that is laid over none is never sent.
    private static func stubbing(
        _ rehearsal: Rehearsal,
        _ table: RouteTable,
        _ notes: inout [String]
    ) -> SampleEvent {
        var (lookups, records) = (rehearsal.sample.lookups, rehearsal.sample.records)
        guard let empty = try? JSONDocument("{}").root else { return rehearsal.sample }
        for send in rehearsal.sends {
            if table.send(send.planned)?.call.merge != nil, records[send.destination] == nil {
                records[send.destination] = empty
                notes.append(
                    "the record that \(send.inWords) is laid over was not given: the test has {} for it. Put in what "
                        + "\(send.destination.quoted) reads, and what is then expected"
                )
            }
            guard case .lacksLookups(let names) = send.outcome else { continue }
            for name in names where lookups[name] == nil {
                lookups[name] = empty
                notes.append(
                    "the lookup \(name.quoted) was not given: the test has {} for it. Put in what it gives, "
                        + "and what is then expected of \(send.inWords)"
                )
            }
        }
        return rehearsal.sample.with(headers: rehearsal.sample.headers, lookups: lookups, records: records)
    }

    // MARK: Its name

    private static func name(
        _ given: String?,
        _ rehearsal: Rehearsal,
        _ table: RouteTable
    ) throws(RecordingError) -> String {
        let taken = Set(table.file.tests.map(\.shownName))
        guard let given else { return free(name(of: rehearsal), taken) }
        guard TextForm.name.accepts(given) else {
            throw RecordingError("\(given.quoted) cannot be a name", "Leave out slashes, quotes and braces.")
        }
        guard !taken.contains(given) else {
            throw RecordingError("there is a test named \(given.quoted) already", "Give it another name.")
        }
        return given
    }

    /// `deal.won lead_1`, without what a name may not hold.
    private static func name(of rehearsal: Rehearsal) -> String {
        let event = rehearsal.events.first
        let words = [event?.type, event?.lead].compactMap { $0 }.filter { !$0.isEmpty }
        let text = words.joined(separator: " ")
        let scalars = text.unicodeScalars.prefix(80).map { "/\"{}\n\r".unicodeScalars.contains($0) ? "-" : $0 }
        let name = String(String.UnicodeScalarView(scalars))
        return TextForm.name.accepts(name) ? name : "event from \(rehearsal.sample.source)"
    }

    /// The name, with a number where there is such a test already.
    private static func free(_ name: String, _ taken: Set<String>) -> String {
        guard taken.contains(name) else { return name }
        var number = 2
        while taken.contains("\(name) \(number)") { number += 1 }
        return "\(name) \(number)"
    }
}

extension SampleEvent {
    fileprivate func with(
        headers: [String: String],
        lookups: [String: JSONValue],
        records: [String: JSONValue]
    ) -> SampleEvent {
        SampleEvent(
            label: label,
            source: source,
            body: body,
            headers: headers,
            query: query,
            receivedAt: receivedAt,
            lookups: lookups,
            records: records
        )
    }
}
