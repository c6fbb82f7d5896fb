import LinuxIO

/// Runs what waits for a disk on a thread of its own, so that no loop waits with it.
enum BackgroundThread {
    static func run<Value: Sendable, Failure: Error>(
        name: String,
        _ body: @escaping @Sendable () throws(Failure) -> Value
    ) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            do throws(LinuxIOError) {
                _ = try Thread(name: name) {
                    continuation.resume(with: Result { () throws(Failure) in try body() }.mapError { $0 as any Error })
                }
            } catch {
                continuation.resume(throwing: error)
            }
        }
    }
}
