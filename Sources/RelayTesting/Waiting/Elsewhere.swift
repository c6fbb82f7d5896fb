import LinuxIO

/// Does on a thread of its own what holds its caller up, since the threads that tests run on are few, and the servers of
/// a test need them too.
package func elsewhere<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) async throws -> Value {
    try await withCheckedThrowingContinuation { continuation in
        do {
            _ = try LinuxIO.Thread(name: "trial") { continuation.resume(with: Result { try body() }) }
        } catch {
            continuation.resume(throwing: error)
        }
    }
}
