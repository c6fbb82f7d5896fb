import Glibc

/// One descriptor in the care of a loop, and the task that waits for it; to be used on the loop's thread alone.
///
/// The kernel tells each change once. Whoever reads says `hasNothingToRead()` when the kernel had no more, and only
/// then does `readable()` wait; likewise for writing.
@safe
package final class Watch {
    /// What a wait came to.
    package enum Outcome: Sendable { case ready, expired, interrupted }

    private enum Direction { case reading, writing }

    package let descriptor: Int32
    /// When waits for it end unsuccessfully, to the precision of the loop's sweep.
    package var deadline = MonotonicTime.never {
        didSet {
            let isSet = deadline != .never
            if isSet != (oldValue != .never) { loop.noteDeadline(added: isSet) }
        }
    }

    private let loop: EventLoop
    private var isReadable = true
    private var isWritable = true
    private var isHungUp = false
    private var isInterrupted = false
    private var waiter: (direction: Direction, continuation: UnsafeContinuation<Outcome, Never>)?

    init(_ descriptor: Int32, of loop: EventLoop) {
        self.descriptor = descriptor
        self.loop = loop
    }

    /// Says that reading would have to wait. After the peer's last byte there is an end to be read, which stays there.
    package func hasNothingToRead() { isReadable = isHungUp }

    package func hasNoRoomToWrite() { isWritable = false }

    /// Whether reading is worth a try: the kernel may have something.
    package var mayHaveInput: Bool { isReadable }

    /// Waits until there is something to read, be it the end.
    package func readable() async -> Outcome {
        if isReadable { return .ready }
        return await wait(for: .reading)
    }

    /// Waits until there is room to write.
    package func writable() async -> Outcome {
        if isWritable { return .ready }
        return await wait(for: .writing)
    }

    /// Ends the present wait, and all that would come, without what they wait for.
    package func interrupt() {
        isInterrupted = true
        finish(.interrupted)
    }

    /// Takes the descriptor out of the loop's care.
    package func end() {
        deadline = .never
        loop.end(self)
    }

    private func wait(for direction: Direction) async -> Outcome {
        if isInterrupted { return .interrupted }
        precondition(unsafe waiter == nil, "two wait for one descriptor")
        return await unsafe withUnsafeContinuation { continuation in
            loop.preconditionIsCurrent()
            // Whoever takes the waiter out resumes it, once.
            unsafe waiter = (direction, continuation)
        }
    }

    private func finish(_ outcome: Outcome) {
        guard let (_, continuation) = unsafe waiter.take() else { return }
        unsafe continuation.resume(returning: outcome)
    }
}

extension Watch {
    func tell(_ happening: Poller.Happening) {
        isReadable = isReadable || happening.isReadable
        isWritable = isWritable || happening.isWritable
        isHungUp = isHungUp || happening.isHungUp
        switch unsafe waiter?.direction {
        case .reading where isReadable, .writing where isWritable: finish(.ready)
        default: break
        }
    }

    func expire(at now: MonotonicTime) {
        if deadline <= now { finish(.expired) }
    }
}
