package import LinuxIO
package import RelayCore
package import RelayDelivery

/// What is on its way to an API, in a file that lies in memory: a process that is killed leaves it behind, and to write
/// it costs no wait for a disk.
package final class InFlightFile {
    /// Two words for each: the event, and the delivery's number plus one, so that nought means none.
    private let file: MappedFile
    private let slots: Lock<Slots>
    /// What the process before this one was sending when it ended.
    package let interrupted: [DeliveryID]

    private struct Slots: Sendable {
        var free: [Int] = []
        /// What the process before this one left here, until it is judged.
        var left: [DeliveryID: Int] = [:]
    }

    private static let capacity = 4_096

    package init(path: String) throws(LinuxIOError) {
        file = try MappedFile(path: path, words: Self.capacity * 2)
        var slots = Slots()
        for slot in (0..<Self.capacity).reversed() {
            let number = Int(truncatingIfNeeded: file[slot * 2 + 1])
            guard number > 0 else {
                slots.free.append(slot)
                continue
            }
            let event = EventNumber(rawValue: Int64(bitPattern: file[slot * 2]))
            slots.left[DeliveryID(event: event, number: number - 1)] = slot
        }
        interrupted = slots.left.keys.sorted()
        self.slots = Lock(slots)
    }

    private func empty(_ slot: Int, in slots: inout Slots) {
        file[slot * 2 + 1] = 0
        slots.free.append(slot)
    }
}

extension InFlightFile: InFlightMarks {
    package func set(_ id: DeliveryID) -> MarkPlace? {
        slots.withLock { slots in
            guard let slot = slots.free.popLast() else { return nil }
            file[slot * 2] = UInt64(bitPattern: id.event.rawValue)
            // Last, because this is what makes it count.
            file[slot * 2 + 1] = UInt64(id.number + 1)
            return MarkPlace(slot)
        }
    }

    package func clear(_ place: MarkPlace) {
        slots.withLock { slots in empty(place.number, in: &slots) }
    }

    package func clear(interrupted id: DeliveryID) {
        slots.withLock { slots in
            if let slot = slots.left.removeValue(forKey: id) { empty(slot, in: &slots) }
        }
    }
}
