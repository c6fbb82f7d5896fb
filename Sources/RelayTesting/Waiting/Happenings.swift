import Dispatch
import LinuxIO

/// What has happened so far, for those who wait until enough of it has.
package final class Happenings<State: Sendable>: Sendable {
    private let book: Lock<Book>

    private struct Book: Sendable {
        var state: State
        var isOver = false
        var waiters: [Waiter] = []
        var lastNumber = 0

        mutating func takeSatisfied() -> [Waiter] {
            guard !waiters.isEmpty else { return [] }
            let satisfied = waiters.filter { $0.isEnough(state) }
            if !satisfied.isEmpty { waiters.removeAll { $0.isEnough(state) } }
            return satisfied
        }
    }

    private struct Waiter: Sendable {
        let number: Int
        let isEnough: @Sendable (State) -> Bool
        let resume: @Sendable (State) -> Void
    }

    /// Nothing more will happen, and it was not enough.
    package struct Over: Error, CustomStringConvertible {
        package let description: String
    }

    package init(_ state: State) {
        book = Lock(Book(state: state))
    }

    package var state: State { book.withLock { $0.state } }

    /// Notes that something has happened.
    package func note<Result>(_ change: (inout State) -> Result) -> Result {
        let (result, satisfied, state) = book.withLock { book in
            let result = change(&book.state)
            return (result, book.takeSatisfied(), book.state)
        }
        for waiter in satisfied { waiter.resume(state) }
        return result
    }

    /// Waits on the caller's own thread, which must be none that tests run on, until enough has happened.
    package func block(until isEnough: @escaping @Sendable (State) -> Bool) {
        let semaphore = DispatchSemaphore(value: 0)
        let hasCome = book.withLock { book in
            if book.isOver || isEnough(book.state) { return true }
            book.waiters.append(Waiter(number: 0, isEnough: isEnough) { _ in semaphore.signal() })
            return false
        }
        if !hasCome { semaphore.wait() }
    }

    /// Notes that nothing more will happen.
    package func end() {
        let (waiters, state) = book.withLock { book in
            book.isOver = true
            defer { book.waiters = [] }
            return (book.waiters, book.state)
        }
        for waiter in waiters { waiter.resume(state) }
    }

    /// What has happened, once nothing more will.
    package func atEnd() async -> State { await waited { _ in false } }

    /// What has happened, once it is enough.
    @discardableResult
    package func wait(until isEnough: @escaping @Sendable (State) -> Bool) async throws -> State {
        let state = await waited(until: isEnough)
        guard isEnough(state) else { throw Over(description: "all is over, and it came to this: \(state)") }
        return state
    }

    /// What has happened once it is enough, or nothing more will, or the task is cancelled.
    private func waited(until isEnough: @escaping @Sendable (State) -> Bool) async -> State {
        let number = book.withLock { book in
            book.lastNumber += 1
            return book.lastNumber
        }
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let known: State? = book.withLock { book in
                    if book.isOver || Task.isCancelled || isEnough(book.state) { return book.state }
                    let waiter = Waiter(number: number, isEnough: isEnough) { continuation.resume(returning: $0) }
                    book.waiters.append(waiter)
                    return nil
                }
                if let known { continuation.resume(returning: known) }
            }
        } onCancel: {
            let (waiter, state) = book.withLock { book in
                let position = book.waiters.firstIndex { $0.number == number }
                return (position.map { book.waiters.remove(at: $0) }, book.state)
            }
            waiter?.resume(state)
        }
    }
}
