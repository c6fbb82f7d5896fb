import CivilTime

/// When something will be looked at though nothing happens.
struct Alarms {
    /// The earliest stands last, since none is set that comes later.
    private var moments: [Timestamp] = []
    /// It is looked again after that at the latest: a sleep does not notice that the wall clock is put forward.
    private static let longest = Duration.seconds(60)

    /// The alarm that must be set so that something is looked at by then; nil where one that is set comes early enough.
    mutating func alarm(for moment: Timestamp, at now: Timestamp) -> Timestamp? {
        let alarm = min(moment, now + Self.longest)
        guard moments.last.map({ alarm < $0 }) ?? true else { return nil }
        moments.append(alarm)
        return alarm
    }

    mutating func forget(_ alarm: Timestamp) {
        if let position = moments.lastIndex(of: alarm) { moments.remove(at: position) }
    }
}
