import LinuxIO
import Synchronization

/// Told to a thread whose work nobody waits for any more.
final class StopSign: Sendable {
    private let raised = Atomic(false)
    var isRaised: Bool { raised.load(ordering: .relaxed) }
    func raise() { raised.store(true, ordering: .relaxed) }
}

/// Work that holds its thread up, on a thread that belongs to it.
enum OwnThread {
    /// Runs the body on a thread of those processors, and the sign is raised when the task is cancelled.
    static func run<Value: Sendable>(
        _ name: String,
        on seats: ProcessorSet,
        _ body: @escaping @Sendable (StopSign) throws -> Value
    ) async throws -> Value {
        let sign = StopSign()
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                do {
                    _ = try Thread(name: name) {
                        seats.bind()
                        continuation.resume(with: Result { try body(sign) })
                    }
                } catch {
                    continuation.resume(throwing: error)
                }
            }
        } onCancel: {
            sign.raise()
        }
    }
}
