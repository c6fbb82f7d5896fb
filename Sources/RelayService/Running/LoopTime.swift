import CivilTime
import Curl
import LinuxIO
import RelayDelivery

/// The time, with sleeps on the thread that carries transfers.
struct LoopTime: DeliveryClock {
    let loop: CurlLoop
    private let clock = SystemClock()

    init(_ loop: CurlLoop) {
        self.loop = loop
    }

    var now: Timestamp { clock.timestamp() }

    func sleep(for duration: Duration) async throws {
        try await loop.sleep(until: loop.clock.now.advanced(by: duration))
    }
}
