import LinuxIO
package import RelayCore
import RelayDelivery

/// Marks that a test can look at.
package final class ScriptedMarks: InFlightMarks {
    private let marks: Lock<Set<DeliveryID>>

    package init(_ marks: Set<DeliveryID> = []) {
        self.marks = Lock(marks)
    }

    package var current: Set<DeliveryID> { marks.withLock { $0 } }

    package func set(_ id: DeliveryID) { marks.withLock { _ = $0.insert(id) } }
    package func clear(_ id: DeliveryID) { marks.withLock { _ = $0.remove(id) } }
}
