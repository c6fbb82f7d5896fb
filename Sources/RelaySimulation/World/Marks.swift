import LinuxIO
import RelayCore
import RelayDelivery

/// The marks of what is in flight, which an outage leaves as they are.
final class Marks: Sendable {
    private let marks = Lock<[DeliveryID?]>([])

    /// What was on its way when the process before ended.
    var left: [DeliveryID] { marks.withLock { Set($0.compactMap(\.self)).sorted() } }

    fileprivate func set(_ id: DeliveryID) -> MarkPlace {
        marks.withLock { marks in
            marks.append(id)
            return MarkPlace(marks.count - 1)
        }
    }

    fileprivate func clear(where isMeant: (Int, DeliveryID) -> Bool) {
        marks.withLock { marks in
            for place in marks.indices {
                if let id = marks[place], isMeant(place, id) { marks[place] = nil }
            }
        }
    }

    fileprivate var count: Int { marks.withLock { $0.count } }
}

/// The marks as one life of the relay sees them: it changes nothing any more once its power is gone.
final class MarksOfLife: InFlightMarks {
    private let marks: Marks
    private let isAlive: @Sendable () -> Bool
    /// How many there were when it began.
    private let earlier: Int

    init(_ marks: Marks, while isAlive: @escaping @Sendable () -> Bool) {
        (self.marks, self.isAlive) = (marks, isAlive)
        earlier = marks.count
    }

    func set(_ id: DeliveryID) -> MarkPlace? { isAlive() ? marks.set(id) : nil }

    func clear(_ place: MarkPlace) {
        if isAlive() { marks.clear { number, _ in number == place.number } }
    }

    func clear(interrupted id: DeliveryID) {
        if isAlive() { marks.clear { [earlier] number, other in number < earlier && other == id } }
    }
}
