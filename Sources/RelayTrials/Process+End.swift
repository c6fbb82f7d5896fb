import Dispatch
import Foundation

extension Process {
    /// Starts the process, lets the body read what it prints, and waits for its end.
    ///
    /// The end is told by the handler, since `waitUntilExit` runs a run loop of the calling thread.
    func runToEnd<Result>(_ body: () throws -> Result) throws -> Result {
        let ended = DispatchSemaphore(value: 0)
        terminationHandler = { _ in ended.signal() }
        try run()
        defer { ended.wait() }
        return try body()
    }
}
