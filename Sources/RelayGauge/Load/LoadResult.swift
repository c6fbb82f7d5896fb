import LinuxIO

/// What came of posting events.
struct LoadResult: Sendable {
    /// The numbers of the events: those that were accepted have a time.
    let events: Range<Int>
    /// When each event was posted, or was due to be; by its place in `events`.
    fileprivate(set) var sent: [MonotonicTime]
    /// How long each took to be accepted; nil where it was not.
    fileprivate(set) var took: [Duration?]
    /// How often each status came that accepts nothing.
    fileprivate(set) var refusals: [Int: Int] = [:]
    fileprivate(set) var start = MonotonicTime.never
    fileprivate(set) var end = MonotonicTime.never
    /// How long this process worked meanwhile.
    var worked = Duration.zero

    init(events: Range<Int>) {
        self.events = events
        sent = Array(repeating: .never, count: events.count)
        took = Array(repeating: nil, count: events.count)
    }

    var accepted: Int { took.count { $0 != nil } }
    var seconds: Double { max(1e-9, (end - start) / .seconds(1)) }
    var perSecond: Double { Double(accepted) / seconds }
    /// How long it took to be accepted, in milliseconds.
    var milliseconds: Sample { Sample(took.compactMap { $0.map { $0 / .milliseconds(1) } }) }

    mutating func begin(at now: MonotonicTime) { start = now }

    mutating func note(sent event: Int, at time: MonotonicTime) { sent[event - events.lowerBound] = time }

    mutating func note(_ status: Int, of event: Int, at now: MonotonicTime) {
        let index = event - events.lowerBound
        if (200..<300).contains(status) {
            took[index] = now - sent[index]
        } else {
            refusals[status, default: 0] += 1
        }
        end = now
    }
}
