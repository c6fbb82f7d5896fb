import Glibc

/// What a thread waits for that others ring: one ring is remembered until somebody has waited for it.
///
/// `@unchecked Sendable`: the one value is touched only while the mutex is held.
@safe
package final class Bell: @unchecked Sendable {
    private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    private let condition = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
    private var hasRung = false

    package init() {
        unsafe mutex.initialize(to: pthread_mutex_t())
        unsafe condition.initialize(to: pthread_cond_t())
        var attributes = pthread_condattr_t()
        var codes = [unsafe pthread_condattr_init(&attributes), unsafe pthread_mutex_init(mutex, nil)]
        // Who sets the machine's clock must not change how long anybody waits.
        codes.append(unsafe pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC))
        codes.append(unsafe pthread_cond_init(condition, &attributes))
        unsafe pthread_condattr_destroy(&attributes)
        precondition(codes.allSatisfy { $0 == 0 }, "a bell could not be made: \(codes)")
    }

    deinit {
        unsafe pthread_cond_destroy(condition)
        unsafe pthread_mutex_destroy(mutex)
        unsafe condition.deallocate()
        unsafe mutex.deallocate()
    }

    package func wake() {
        unsafe pthread_mutex_lock(mutex)
        hasRung = true
        unsafe pthread_cond_signal(condition)
        unsafe pthread_mutex_unlock(mutex)
    }

    /// Waits for a ring, which may have come already, or for that long.
    package func wait(atMost limit: Duration) {
        var deadline = Self.deadline(after: limit)
        unsafe pthread_mutex_lock(mutex)
        defer { unsafe pthread_mutex_unlock(mutex) }
        while !hasRung {
            guard unsafe pthread_cond_timedwait(condition, mutex, &deadline) == 0 else { break }
        }
        hasRung = false
    }

    private static func deadline(after limit: Duration) -> timespec {
        var now = timespec()
        unsafe clock_gettime(CLOCK_MONOTONIC, &now)
        let (seconds, attoseconds) = (limit + .seconds(now.tv_sec) + .nanoseconds(now.tv_nsec)).components
        return timespec(tv_sec: Int(seconds), tv_nsec: Int(attoseconds / 1_000_000_000))
    }
}
