import LinuxIO

/// Runs what waits for a disk, or takes long, on a thread of its own, so that no loop waits with it.
enum BackgroundThread {
    static func run<Value: Sendable>(
        name: String,
        _ body: @escaping @Sendable () throws -> Value
    ) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            do throws(LinuxIOError) {
                _ = try Thread(name: name) { continuation.resume(with: Result { try body() }) }
            } catch {
                continuation.resume(throwing: error)
            }
        }
    }
}
