extension GaugeReport {
    /// The machine, a table of the figures, and what is to be known before any of them is believed.
    package var text: String {
        var table = TextTable(["", "median", "low", "high", "", "runs", "first bar", "aim", "stands at"])
        for figure in figures where !figure.rounds.isEmpty {
            let bar = figure.bar
            table.add([
                figure.label, Figure.text(figure.rounds.median), Figure.text(figure.rounds.low),
                Figure.text(figure.rounds.high), figure.unit.rawValue, String(figure.rounds.count),
                bar.map { Figure.text($0.first) } ?? "", bar.map { Figure.text($0.aim) } ?? "",
                figure.standing.map { doubt == nil ? Self.words($0) : "–" } ?? "",
            ])
        }
        return (head + [""] + table.lines + [""] + notes).joined(separator: "\n")
    }

    private static func words(_ standing: Figure.Standing) -> String {
        switch standing {
        case .aim: "aim"
        case .bar: "first bar"
        case .missed: "missed"
        }
    }

    private var head: [String] {
        let processors = Self.counted(machine.processors, "processor")
        let sync = Figure.text(machine.syncMilliseconds)
        return [
            "\(processors) (\(machine.model)), Linux \(machine.kernel), \(machine.fileSystem), fsync \(sync) ms", seats,
            [
                "\(Self.counted(plan.rounds, "round")) of \(plan.events) events",
                Self.counted(plan.connections, "connection"), Self.counted(plan.destinations, "destination"),
                "a backlog of \(plan.backlog)",
            ].joined(separator: ", "),
        ]
    }

    private var notes: [String] {
        var notes = doubt.map { ["– not judged: \($0)"] } ?? []
        notes.append(
            audit.isClean
                ? "every accepted event reached every destination once, or is kept for it"
                : "NOT every accepted event reached every destination once, or is kept for it: \(audit.lost) lost, "
                    + "\(audit.doubled) doubled, \(audit.strange) that nobody posted, \(audit.unkept) not in the "
                    + "store, \(audit.unasked) there that were not accepted"
        )
        if refused > 0 { notes.append("not accepted: \(Self.counted(refused, "event"))") }
        if !hasNginx { notes.append("nginx is not installed: the ratios to it are left out") }
        if machine.fileSystem == "tmpfs" { notes.append("warning: tmpfs keeps nothing: name a folder on a disk") }
        for figure in figures where figure.rounds.median > Self.fullLoad {
            guard let name = Self.loads[figure.name] else { continue }
            notes.append("the load had no processor left: \(name) may be higher than it could measure")
        }
        let leftOut = interference.filter(\.isLeftOut)
        if !leftOut.isEmpty {
            let waits = leftOut.map { "\($0.part.words) (\(Figure.text($0.memoryWait)) ns)" }.joined(separator: ", ")
            notes.append("not counted, for others used the machine meanwhile: \(waits)")
        }
        for found in interference where found.isStrong && !found.isLeftOut {
            let (others, stolen) = (Self.percent(found.others), Self.percent(found.stolen))
            let part = found.part.words
            notes.append("warning: in \(part) others used \(others) of the processors, and \(stolen) was stolen")
        }
        return notes
    }

    private static func counted(_ count: Int, _ noun: String) -> String { "\(count) \(noun)\(count == 1 ? "" : "s")" }

    /// The rest is what waiting takes.
    private static let fullLoad = 0.95

    private static func percent(_ share: Double) -> String { "\(Int((share * 100).rounded())) %" }
}

extension Interference.Part {
    fileprivate var words: String {
        switch self {
        case .round(let number): "round \(number)"
        case .backlog: "the part with the backlog"
        }
    }
}
