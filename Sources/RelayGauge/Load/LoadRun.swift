import LinuxIO

/// Posts events over kept connections, on the thread that calls it: as fast as they are answered, or on a timetable.
///
/// On a timetable, an event that has to wait for a connection counts from when it was due: a relay that is slow must not
/// make its own load lighter. One that finds a connection counts from when it left.
struct LoadRun {
    private let poller: Poller
    private let clock = SystemClock()
    private var lines: [LoadLine] = []
    /// Which line a descriptor is of.
    private var lineOfDescriptor: [Int32: Int] = [:]
    private var idle: [Int] = []
    private var writer: EventWriter
    private var space = [UInt8](repeating: 0, count: 16 << 10)

    init(to address: SocketAddress, connections: Int, _ writer: EventWriter) throws {
        poller = try Poller()
        self.writer = writer
        for index in 0..<connections {
            let line = try LoadLine(to: address)
            try poller.add(line.socket.descriptor)
            lines.append(line)
            lineOfDescriptor[line.socket.descriptor] = index
        }
        try awaitConnections()
    }

    /// Posts the events, so many a second where that is told, and returns when the last is answered.
    mutating func post(_ events: Range<Int>, perSecond rate: Double? = nil, until sign: StopSign) throws -> LoadResult {
        var result = LoadResult(events: events)
        var timetable = Timetable(events, perSecond: rate, from: clock.monotonicTime())
        result.begin(at: clock.monotonicTime())
        idle = Array(lines.indices.reversed())
        var ready: [Int] = []
        while timetable.hasNext || idle.count < lines.count {
            try send(&timetable, &result)
            ready.removeAll(keepingCapacity: true)
            let limit = idle.isEmpty ? nil : timetable.wait(at: clock.monotonicTime())
            poller.wait(atMost: min(limit ?? Self.patience, Self.patience)) { happening in
                if let index = lineOfDescriptor[happening.descriptor] { ready.append(index) }
            }
            if sign.isRaised { throw CancellationError() }
            for index in ready { try receive(index, &result) }
            guard !ready.isEmpty || limit != nil || clock.monotonicTime() < timetable.latest + Self.silence else {
                throw GaugeFailure("no answer came for \(Self.silence / .seconds(1)) s")
            }
            if !ready.isEmpty { timetable.noteProgress(at: clock.monotonicTime()) }
        }
        return result
    }

    private static let patience: Duration = .milliseconds(100)
    private static let silence: Duration = .seconds(30)

    private func awaitConnections() throws {
        var open = Set<Int32>()
        let deadline = clock.monotonicTime() + .seconds(5)
        while open.count < lines.count {
            poller.wait(atMost: Self.patience) { if $0.isWritable { open.insert($0.descriptor) } }
            guard clock.monotonicTime() < deadline else { throw GaugeFailure("the connections were not taken") }
        }
        for line in lines { if let failure = line.socket.connectingFailure() { throw failure } }
    }

    private mutating func send(_ timetable: inout Timetable, _ result: inout LoadResult) throws {
        while !idle.isEmpty, let next = timetable.next(at: clock.monotonicTime()) {
            let index = idle.removeLast()
            writer.write(next.event)
            result.note(sent: next.event, at: next.from)
            try lines[index].send(next.event, writer.bytes)
        }
        if idle.isEmpty { timetable.noteFull() }
    }

    private mutating func receive(_ index: Int, _ result: inout LoadResult) throws {
        let line = lines[index]
        guard let event = line.event, let status = try line.proceed(&space) else { return }
        result.note(status, of: event, at: clock.monotonicTime())
        idle.append(index)
    }
}
