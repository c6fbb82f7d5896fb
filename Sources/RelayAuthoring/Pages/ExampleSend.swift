import JSON
import RelayRoutes

/// A send as one would paste it into routes.json and go on from there.
struct ExampleSend {
    private let sketch: SendSketch

    init(_ contract: Contract, _ call: Call) {
        sketch = SendSketch(contract, call, ownsLead: true)
    }

    var text: String {
        var writer = JSONWriter()
        writer.object { writer in
            writer.member(sketch.call.isWrite ? "to" : "destination", sketch.contract.name)
            writer.member("call", sketch.call.name)
            guard !sketch.fields.isEmpty else { return }
            writer.name("with")
            writer.object { writer in
                for (field, filling) in sketch.fields { write(field, filling, &writer) }
            }
        }
        guard let document = try? JSONDocument(writer.bytes) else { return "" }
        let laidOut = JSONLayout(width: 90).text(of: document.root)
        return String(decoding: laidOut.dropLast(), as: UTF8.self)
    }

    private func write(_ field: Field, _ filling: SendSketch.Filling, _ writer: inout JSONWriter) {
        switch filling {
        case .lead, .leadOfTable: writer.member(field.name, "{{ event.lead }}")
        case .word: writer.member(field.name, "{{ tables.\(sketch.contract.name)[event.type] }}")
        case .json(let text): writer.member(field.name, json: text)
        }
    }
}

extension JSONWriter {
    /// Writes a member whose value is spelled already.
    mutating func member(_ name: String, json text: String) {
        guard let document = try? JSONDocument(text) else { preconditionFailure("what is written here is JSON") }
        self.name(name)
        value(document.root)
    }
}
