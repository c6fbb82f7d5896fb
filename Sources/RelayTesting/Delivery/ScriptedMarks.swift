import LinuxIO
package import RelayCore
package import RelayDelivery

/// Marks that a test can look at.
package final class ScriptedMarks: InFlightMarks {
    private let marks: Lock<[DeliveryID?]>

    package init(_ marks: Set<DeliveryID> = []) {
        self.marks = Lock(Array(marks))
    }

    package var current: Set<DeliveryID> { marks.withLock { Set($0.compactMap(\.self)) } }

    package func set(_ id: DeliveryID) -> MarkPlace? {
        marks.withLock { marks in
            marks.append(id)
            return MarkPlace(marks.count - 1)
        }
    }

    package func clear(_ place: MarkPlace) { marks.withLock { $0[place.number] = nil } }

    package func clear(interrupted id: DeliveryID) {
        marks.withLock { marks in marks = marks.map { $0 == id ? nil : $0 } }
    }
}
