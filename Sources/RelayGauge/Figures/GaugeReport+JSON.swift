import JSON

extension GaugeReport {
    /// The same as one object.
    package var json: String {
        var writer = JSONWriter()
        writer.object { writer in
            writer.name("machine")
            writer.object { writer in writeMachine(to: &writer) }
            writer.name("plan")
            writer.object { writer in writePlan(to: &writer) }
            writer.name("figures")
            writer.array { writer in for figure in figures { figure.write(to: &writer, isJudged: doubt == nil) } }
            if let doubt { writer.member("notJudged", doubt) }
            writer.name("interference")
            writer.array { writer in for found in interference { found.write(to: &writer) } }
            writer.member("refused", refused)
            writer.member("lost", audit.lost)
            writer.member("doubled", audit.doubled)
            writer.member("strange", audit.strange)
            writer.member("unkept", audit.unkept)
            writer.member("unasked", audit.unasked)
        }
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    private func writeMachine(to writer: inout JSONWriter) {
        writer.member("processors", machine.processors)
        writer.member("model", machine.model)
        writer.member("kernel", machine.kernel)
        writer.member("fileSystem", machine.fileSystem)
        writer.member("syncMilliseconds", rounded: machine.syncMilliseconds)
        writer.member("seats", seats)
        writer.member("nginx", hasNginx)
    }

    private func writePlan(to writer: inout JSONWriter) {
        writer.member("events", plan.events)
        writer.member("rounds", plan.rounds)
        writer.member("connections", plan.connections)
        writer.member("destinations", plan.destinations)
        writer.member("backlog", plan.backlog)
        if let rate = plan.rate { writer.member("rate", rate) }
    }
}

extension Figure {
    fileprivate func write(to writer: inout JSONWriter, isJudged: Bool) {
        writer.object { writer in
            writer.member("name", name)
            writer.member("unit", unit.rawValue)
            writer.member("runs", rounds.count)
            writer.member("median", rounded: rounds.median)
            writer.member("low", rounded: rounds.low)
            writer.member("high", rounded: rounds.high)
            guard let bar else { return }
            writer.member("bar", rounded: bar.first)
            writer.member("aim", rounded: bar.aim)
            guard let standing else { return }
            writer.name("standing")
            if isJudged { writer.string(standing.rawValue) } else { writer.null() }
        }
    }
}

extension Interference {
    fileprivate func write(to writer: inout JSONWriter) {
        writer.object { writer in
            switch part {
            case .round(let number): writer.member("round", number)
            case .backlog: writer.member("part", "backlog")
            }
            writer.member("others", rounded: others)
            writer.member("stolen", rounded: stolen)
            writer.member("isStrong", isStrong)
            guard memoryWait > 0 else { return }
            writer.member("memoryNanoseconds", rounded: memoryWait)
            writer.member("isLeftOut", isLeftOut)
        }
    }
}

extension JSONWriter {
    /// More digits than these are noise.
    fileprivate mutating func member(_ text: String, rounded number: Double) {
        name(text)
        self.number(Figure.decimal(number, places: 4))
    }
}
