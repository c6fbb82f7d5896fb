import JSON
import RelayCore
import RelayRoutes

extension StarterDraft {
    /// The file as far as it is known, in the canonical form.
    var text: [UInt8] {
        var writer = JSONWriter()
        writer.object { writer in
            writer.member(Comment.key, "A start. Put your own ids where this points at: leadrelay check")
            writer.name("version")
            writer.int(1)
            if sources.contains(where: \.signsAddress) { writeService(&writer) }
            writer.name("sources")
            writer.object { writer in for source in sources { source.write(to: &writer) } }
            writer.name("destinations")
            writer.object { writer in
                writer.member(Comment.key, "observe: rendered and shown, not sent. Set live when you like what you see")
                for contract in contracts { writeDestination(contract, &writer) }
            }
            writer.name("tables")
            writer.object { writer in for contract in contracts { writeTables(contract, &writer) } }
            writer.name("routes")
            writer.array { writer in for source in sources { writeRoute(source, &writer) } }
            writer.name("tests")
            writer.array { writer in for source in sources.prefix(1) { writeTest(source, &writer) } }
        }
        guard let document = try? JSONDocument(writer.bytes) else { preconditionFailure("a writer writes JSON") }
        return RoutesLayout(document).text
    }

    private func writeService(_ writer: inout JSONWriter) {
        writer.name("service")
        writer.object { writer in
            writer.member(Comment.key, "The address that you register at the sender, up to the path: it is signed")
            writer.member("publicUrl", "https://hooks.example.com")
        }
    }

    private func writeDestination(_ contract: Contract, _ writer: inout JSONWriter) {
        writer.name(contract.name)
        writer.object { writer in
            writer.member("api", contract.name)
            if contract.base == nil { writer.member("base", "https://example.com") }
            if contract.authentication != .none {
                writer.member("key", json: #"{ "env": "\#(StarterRoutes.variable(contract.name, "API_KEY"))" }"#)
            }
            writer.member("rate", "2/s")
            let echoes = sources.contains { $0.name == contract.name } && call(contract)?.json["echo"] != nil
            if echoes { writer.member("echoes", contract.name) }
            writer.member("mode", "observe")
        }
    }

    private func writeTables(_ contract: Contract, _ writer: inout JSONWriter) {
        guard let call = call(contract) else { return }
        let fillings = sources.flatMap { SendSketch(contract, call, ownsLead: $0.name == contract.name).fields }
            .map(\.filling)
        let words = fillings.compactMap { filling in
            if case .word(let examples) = filling { examples } else { nil }
        }
        if let examples = words.first, let word = examples.first {
            writer.name(contract.name)
            writer.object { writer in
                let known = examples.filter { $0 != SendSketch.placeholder }.prefix(4).joined(separator: ", ")
                writer.member(
                    Comment.key,
                    "What became of the lead -> \(contract.title)'s word for it, such as \(known)"
                )
                for key in sources.compactMap({ keys[$0.name] }).uniqued() { writer.member(key, word) }
            }
        }
        guard fillings.contains(.leadOfTable) else { return }
        writer.name("\(contract.name)Lead")
        writer.object { writer in
            let about = "The sender's lead -> \(contract.title)'s id of it. A file of many: leadrelay links --help"
            writer.member(Comment.key, about)
            let known = sources.filter { $0.name != contract.name }.compactMap { leads[$0.name] }.uniqued()
            for lead in known { writer.member(lead, SendSketch.placeholder) }
        }
    }

    private func writeRoute(_ source: StarterSource, _ writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("name", "what becomes of leads of \(source.name)")
            writer.member("from", source.name)
            writer.name("on")
            if source.types.count == 1 { writer.string(source.types[0]) } else { writeList(source.types, &writer) }
            writer.name("send")
            writer.array { writer in for contract in contracts { writeSend(contract, source, &writer) } }
        }
    }

    private func writeList(_ texts: [String], _ writer: inout JSONWriter) {
        writer.array { writer in texts.forEach { writer.string($0) } }
    }

    private func writeSend(_ contract: Contract, _ source: StarterSource, _ writer: inout JSONWriter) {
        guard let call = call(contract) else { return }
        let fields = SendSketch(contract, call, ownsLead: source.name == contract.name).fields
        writer.object { writer in
            writer.member("to", contract.name)
            writer.member("call", call.name)
            let conditions = conditions(of: fields.map(\.filling), contract, source)
            if !conditions.isEmpty { writer.member("when", conditions.joined(separator: " && ")) }
            writer.name("with")
            writer.object { writer in
                for (field, filling) in fields { write(field, filling, contract, source, &writer) }
            }
        }
    }

    /// What must hold so that each field comes to something, and the send is left out instead of failing.
    private func conditions(
        of fillings: [SendSketch.Filling],
        _ contract: Contract,
        _ source: StarterSource
    ) -> [String] {
        let hasWord = fillings.contains { if case .word = $0 { true } else { false } }
        let isMapped = fillings.contains(.leadOfTable)
        let mayLack = !source.alwaysHasLead && (isMapped || fillings.contains(.lead))
        let conditions = [
            hasWord ? "\(source.key) in tables.\(contract.name)" : nil,
            mayLack ? "has(event.lead)" : nil,
            mayLack && !isMapped ? "event.lead != ''" : nil,
            isMapped ? "event.lead in tables.\(contract.name)Lead" : nil,
        ]
        return conditions.compactMap(\.self)
    }

    private func write(
        _ field: Field,
        _ filling: SendSketch.Filling,
        _ contract: Contract,
        _ source: StarterSource,
        _ writer: inout JSONWriter
    ) {
        switch filling {
        case .lead: writer.member(field.name, "{{ event.lead }}")
        case .leadOfTable: writer.member(field.name, "{{ tables.\(contract.name)Lead[event.lead] }}")
        case .word: writer.member(field.name, "{{ tables.\(contract.name)[\(source.key)] }}")
        case .json(let text): writer.member(field.name, json: text)
        }
    }

    private func writeTest(_ source: StarterSource, _ writer: inout JSONWriter) {
        guard let body = source.sampleBody else { return }
        writer.object { writer in
            writer.member(Comment.key, "Change it along with the tables; it says all that is sent")
            writer.member("name", "an event of \(source.name)")
            writer.member("from", source.name)
            writer.name("event")
            writer.value(body)
            if !source.sampleHeaders.isEmpty {
                writer.name("headers")
                writer.object { writer in
                    for (name, text) in source.sampleHeaders.sorted(by: { $0.key < $1.key }) {
                        writer.member(name, text)
                    }
                }
            }
            writer.name("expect")
            writer.array { writer in for send in sends[source.name] ?? [] { write(send, &writer) } }
        }
    }

    private func write(_ send: RehearsedSend, _ writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("to", send.destination)
            if case .failed(let failure) = send.outcome { writer.member("error", failure.field) }
            guard let request = send.request else { return }
            writer.member("method", request.method)
            writer.member("path", request.path)
            guard let body = request.body, let document = try? JSONDocument(body) else { return }
            writer.name("body")
            writer.value(document.root)
        }
    }
}
