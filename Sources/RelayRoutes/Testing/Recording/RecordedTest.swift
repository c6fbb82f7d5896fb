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

    /// The members of the test's object, each as a JSON text of its own.
    func members(_ notes: inout [String]) -> [[UInt8]] {
        let sample = rehearsal.sample
        var members = [
            member("name") { $0.string(name) }, member("from") { $0.string(sample.source) },
            member("event") { sample.body.writeCompact(to: &$0) },
        ]
        for (name, texts) in [("headers", sample.headers), ("query", sample.query)] where !texts.isEmpty {
            members.append(member(name) { $0.texts(texts) })
        }
        if let receivedAt = sample.receivedAt { members.append(member("now") { $0.string(receivedAt.rfc3339) }) }
        if !sample.lookups.isEmpty { members.append(lookups(sample.lookups)) }
        members.append(expectations(&notes))
        return members
    }

    private func lookups(_ lookups: [String: JSONValue]) -> [UInt8] {
        member("lookups") { writer in
            writer.object { writer in
                for (name, value) in lookups.sorted(by: { $0.key < $1.key }) {
                    writer.name(name)
                    value.writeCompact(to: &writer)
                }
            }
        }
    }

    private func expectations(_ notes: inout [String]) -> [UInt8] {
        let made = rehearsal.made
        for send in made {
            guard let request = send.request, request.body != nil, request.bodyValue == nil else { continue }
            notes.append("the body of \(send.inWords) is no JSON, so the test does not compare it")
        }
        return member("expect") { writer in
            writer.array { writer in
                for send in made {
                    let isAlone = made.count { $0.destination == send.destination } == 1
                    write(send, isAlone: isAlone, to: &writer)
                }
            }
        }
    }

    private func write(_ send: RehearsedSend, isAlone: Bool, to writer: inout JSONWriter) {
        writer.object { writer in
            var texts = [("to", send.destination), ("call", send.call)]
            if !isAlone { texts += [("route", send.route), ("send", send.name)] }
            if case .failed(let failure) = send.outcome { texts.append(("error", failure.field)) }
            if let request = send.request { texts += [("method", request.method), ("path", request.path)] }
            for (name, text) in texts {
                writer.name(name)
                writer.string(text)
            }
            guard let request = send.request else { return }
            let query = RequestParameters(request.query)
            let plain = query.texts.filter { !query.secrets.contains($0.key) }
            if !plain.isEmpty {
                writer.name("query")
                writer.texts(plain)
            }
            guard let body = request.bodyValue else { return }
            writer.name("body")
            body.writeCompact(to: &writer)
        }
    }

    private func member(_ name: String, _ write: (inout JSONWriter) -> Void) -> [UInt8] {
        var writer = JSONWriter()
        write(&writer)
        return Array("\"\(name)\": ".utf8) + writer.bytes
    }
}

extension JSONWriter {
    /// Writes an object of texts, in the order of their names.
    fileprivate mutating func texts(_ texts: [String: String]) {
        object { writer in
            for (name, text) in texts.sorted(by: { $0.key < $1.key }) {
                writer.name(name)
                writer.string(text)
            }
        }
    }
}
