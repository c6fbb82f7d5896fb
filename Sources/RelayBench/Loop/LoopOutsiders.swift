import LinuxIO
import RelayTesting
import RelayTrials

/// Programs of others that change the status of leads at Sendpilot, by its API and each again until it is done.
struct LoopOutsiders {
    private let count: Int
    private let progress = Happenings(Progress())

    struct Progress: Sendable {
        var changes = 0
        /// Requests that came to nothing, or whose answer was lost.
        var failures = 0
        fileprivate var ended = 0
    }

    /// Starts them; the port is that of the stand-ins.
    init(_ timetable: LoopTimetable, port: UInt16) throws {
        count = timetable.outsiders
        for outsider in 0..<count {
            _ = try LinuxIO.Thread(name: "outsider") { [progress] in
                Self.run(timetable, outsider, Line(port: port), progress)
                progress.note { $0.ended += 1 }
            }
        }
    }

    /// What they did, once the timetable is over.
    func ended() async throws -> Progress { try await progress.wait { [count] in $0.ended == count } }

    private static func run(
        _ timetable: LoopTimetable,
        _ outsider: Int,
        _ line: Line,
        _ progress: Happenings<Progress>
    ) {
        let start = Moment.current
        var line = line
        for turn in 0..<timetable.turns {
            guard let (lead, status) = timetable.change(turn, of: outsider) else { continue }
            (start + timetable.due(turn)).holdThread()
            while !line.change(EnduranceLeads.name(lead), to: status) {
                progress.note { $0.failures += 1 }
                (Moment.current + .milliseconds(200)).holdThread()
            }
            progress.note { $0.changes += 1 }
        }
    }

    /// A connection to Sendpilot, which is made anew where it breaks.
    private struct Line {
        let port: UInt16
        private var wire: Wire?

        init(port: UInt16) { self.port = port }

        /// Changes a status, and says whether that was confirmed.
        mutating func change(_ lead: String, to status: String) -> Bool {
            if wire == nil { wire = try? Wire(port: port) }
            let path = "/sendpilot/v1/leads/\(lead)/status"
            let answer = wire?.send("PATCH", path, "{\"status\":\"\(status)\"}", headers: ["X-API-Key: outsider"])
            if answer == nil { wire = nil }
            return answer?.status == 200
        }
    }
}
