/// What a loop of another kind carries on its thread: something that waits for descriptors of its own.
///
/// All but `wake` is used on that thread alone.
package protocol LoopCompanion: AnyObject {
    /// Readable while it has something to do.
    var descriptor: Int32 { get }

    /// Whether nobody waits for anything from it.
    var isIdle: Bool { get }

    /// When it must have its turn, whatever happens until then.
    var deadline: MonotonicTime { get }

    /// Does all that can be done; with nothing to do it waits for that, or for a wake, no longer than the limit.
    func turn(waitingAtMost limit: Duration)

    /// Ends the wait in a turn, or the next one; from any thread.
    func wake()
}
