import CivilTime
import JSON
import RelayCore

/// Writes a rehearsal as a test that expects just that.
struct RecordedTest {
    private let name: String
    private let rehearsal: Rehearsal

    init(_ name: String, _ rehearsal: Rehearsal) {
        self.name = name
        self.rehearsal = rehearsal
    }

    /// The test's object, and notes on what it cannot say.
    func text(_ notes: inout [String]) -> [UInt8] {
        noteBodies(&notes)
        let sample = rehearsal.sample
        var writer = JSONWriter()
        writer.object { writer in
            writer.member("name", name)
            writer.member("from", sample.source)
            writer.member("event") { $0.value(sample.body) }
            for (name, texts) in [("headers", sample.headers), ("query", sample.query)] where !texts.isEmpty {
                writer.member(name) { $0.texts(texts) }
            }
            if let receivedAt = sample.receivedAt { writer.member("now", receivedAt.rfc3339) }
            for (name, values) in [("lookups", sample.lookups), ("records", sample.records)] where !values.isEmpty {
                writer.member(name) { $0.values(values) }
            }
            writer.member("expect", writeExpectations)
        }
        return writer.bytes
    }

    private func noteBodies(_ notes: inout [String]) {
        for send in rehearsal.made {
            guard let request = send.request, request.body != nil, request.bodyValue == nil else { continue }
            notes.append("the body of \(send.inWords) is no JSON, so the test does not compare it")
        }
    }

    private func writeExpectations(to writer: inout JSONWriter) {
        let made = rehearsal.made
        writer.array { writer in
            for send in made {
                let isAlone = made.count { $0.destination == send.destination } == 1
                write(send, isAlone: isAlone, to: &writer)
            }
        }
    }

    private func write(_ send: RehearsedSend, isAlone: Bool, to writer: inout JSONWriter) {
        writer.object { writer in
            var texts = [("to", send.destination), ("call", send.call)]
            if !isAlone { texts += [("route", send.route), ("send", send.name)] }
            if case .failed(let failure) = send.outcome { texts.append(("error", failure.field)) }
            if let request = send.request { texts += [("method", request.method), ("path", request.path)] }
            for (name, text) in texts { writer.member(name, text) }
            guard let request = send.request else { return }
            let query = RequestParameters(request.query)
            let plain = query.texts.filter { !query.secrets.contains($0.key) }
            if !plain.isEmpty { writer.member("query") { $0.texts(plain) } }
            if let body = request.bodyValue { writer.member("body") { $0.value(body) } }
        }
    }
}

extension JSONWriter {
    fileprivate mutating func member(_ name: String, _ value: (inout JSONWriter) -> Void) {
        self.name(name)
        value(&self)
    }

    /// Writes an object of texts, in the order of their names.
    fileprivate mutating func texts(_ texts: [String: String]) {
        object { writer in
            for (name, text) in texts.sorted(by: { $0.key < $1.key }) { writer.member(name, text) }
        }
    }

    /// Writes an object of JSON values, in the order of their names.
    fileprivate mutating func values(_ values: [String: JSONValue]) {
        object { writer in
            for (name, value) in values.sorted(by: { $0.key < $1.key }) { writer.member(name) { $0.value(value) } }
        }
    }
}
