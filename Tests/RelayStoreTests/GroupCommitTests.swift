import CivilTime
import Foundation
import LinuxIO
import RelayCore
import RelayStore
import RelayTesting
import Testing

@Suite("Group commit", .timeLimit(.minutes(10)))
struct GroupCommitTests {
    private let store = ScriptedStore()
    private let wake = CountingWake()

    @Test func `writes in one transaction what was queued, and is woken once for it`() throws {
        let batches = Lock<Int>(0)
        let group = makeGroup { _ in batches.withLock { $0 += 1 } }
        let errors = submit(try (0..<10).map { .accept([try StoreBench.event("e\($0)")]) }, to: group)
        #expect(errors == Array(repeating: nil, count: 10))
        #expect(store.batches == [10])
        #expect(batches.withLock { $0 } == 1)
        #expect(wake.count == 1)
    }

    @Test func `reports what is on disk before it tells those who wait, and these in their order`() {
        let story = Lock<[String]>([])
        let group = makeGroup { _ in story.withLock { $0.append("report") } }
        _ = submit([.reject(.sample(1)), .reject(.sample(2))], to: group) { index in
            story.withLock { $0.append("told \(index)") }
        }
        #expect(story.withLock { $0 } == ["report", "told 0", "told 1"])
    }

    @Test(arguments: [false, true])
    func `reports whether there may be a dead letter more`(fails: Bool) throws {
        let reports = Lock<[Bool]>([])
        let group = makeGroup { batch in reports.withLock { $0.append(batch.mayChangeDeadLetters) } }
        let event = try StoreBench.event("e1", failure: fails ? Reason("no-contract") : nil)
        _ = submit([.accept([event])], to: group)
        #expect(reports.withLock { $0 } == [fails])
    }

    @Test func `splits what is too much for one transaction`() {
        _ = submit(Array(repeating: .reject(.sample(1)), count: 1_000), to: makeGroup())
        #expect(store.batches == [512, 488])
    }

    @Test func `refuses at once what is beyond its limit, and takes more when there is room`() {
        let group = makeGroup(queueLimit: 5)
        for _ in 0..<2 {
            let errors = submit(Array(repeating: .reject(.sample(1)), count: 8), to: group)
            #expect(errors == [nil, nil, nil, nil, nil, .busy, .busy, .busy])
        }
    }

    @Test func `counts the events of a request against its limit`() throws {
        let many = StoreWrite.accept(try (0..<5).map { try StoreBench.event("e\($0)") })
        #expect(submit([many, .reject(.sample(1))], to: makeGroup(queueLimit: 5)) == [nil, .busy])
    }

    @Test func `fails all of a transaction that failed, and none of the next`() {
        let group = makeGroup()
        store.failCommits(.locked)
        #expect(submit([.reject(.sample(1)), .replay(.sample)], to: group) == [.locked, .locked])
        store.failCommits(nil)
        #expect(submit([.reject(.sample(1))], to: group) == [nil])
    }

    @Test func `lets what was accepted end when nothing more can be accepted`() throws {
        store.failCommits(.full, ofAcceptancesOnly: true)
        let accept = StoreWrite.accept([try StoreBench.event("e1")])
        let errors = submit([accept, .reject(.sample(1)), accept, .replay(.sample)], to: makeGroup())
        #expect(errors == [.full, nil, .full, nil])
        #expect(store.batches == [4, 2])
    }

    @Test func `reports whose turn has come by whatever was written`() throws {
        let folder = TemporaryFolder()
        let reports = Lock<[CommittedBatch]>([])
        let store = try SQLiteStore(StoreFile(folder.path + "relay.db"))
        let group = GroupCommit(store, wake: wake, now: { StoreBench.moment(0) }) { batch in
            reports.withLock { $0.append(batch) }
        }
        let events = [try StoreBench.event("e1", occurred: 1), try StoreBench.event("e2", occurred: 2)]
        _ = submit([.accept(events)], to: group)
        let first = try #require(reports.withLock { $0.first?.ready.first })
        _ = submit([.discard(first.id), .accept([try StoreBench.event("e3", lead: "bob")])], to: group)
        let report = try #require(reports.withLock { $0.last })
        #expect(report.ready.map(\.lane?.lead) == ["ann", "bob"])
        #expect(report.newEvents.map(\.event.id) == ["e3"])
        #expect(report.mayChangeDeadLetters)
    }

    @Test func `tidies after a transaction, and complains where it cannot`() {
        let complaints = Lock<[StoreError.Code]>([])
        let group = GroupCommit(
            store,
            wake: wake,
            now: { StoreBench.moment(0) },
            complaint: { error in complaints.withLock { $0.append(error.code) } }
        )
        _ = submit([.reject(.sample(1))], to: group)
        #expect(store.tidied == 1)
        store.failTidying(.damaged)
        #expect(!group.tidy())
        #expect(complaints.withLock { $0 } == [.damaged])
    }

    @Test func `on a thread writes all that it took before it stops`() async throws {
        let folder = TemporaryFolder()
        let file = StoreFile(folder.path + "relay.db")
        let group = GroupCommit(try SQLiteStore(file), wake: Bell(), now: { StoreBench.moment(0) })
        let thread = RunningGroup(group)
        let codes = await withTaskGroup(of: StoreError.Code?.self) { tasks in
            for number in 0..<200 { tasks.addTask { await Self.accept("e\(number)", in: group) } }
            return await tasks.reduce(into: []) { $0.append($1) }
        }
        group.stop()
        thread.join()
        #expect(codes == Array(repeating: nil, count: 200))
        #expect(await Self.accept("late", in: group) == .stopped)
        #expect(try StoreReader(file).counts().waiting == 200)
    }

    // MARK: Submitting

    private func makeGroup(
        queueLimit: Int = 10_000,
        report: @escaping GroupCommit.Report = { _ in }
    ) -> GroupCommit {
        GroupCommit(store, wake: wake, queueLimit: queueLimit, now: { StoreBench.moment(0) }, report: report)
    }

    /// Submits all before any is written, drains, and returns why each failed, if it did.
    private func submit(
        _ writes: [StoreWrite],
        to group: GroupCommit,
        told: @escaping @Sendable (Int) -> Void = { _ in }
    ) -> [StoreError.Code?] {
        let executor = HandExecutor()
        let outcomes = Lock<[Int: StoreError.Code?]>([:])
        for (index, write) in writes.enumerated() {
            Task(executorPreference: executor) {
                let code = await Self.code(of: write, in: group)
                outcomes.withLock { $0[index] = .some(code) }
                told(index)
            }
        }
        executor.runAll()
        group.drain()
        return outcomes.withLock { outcomes in writes.indices.map { outcomes[$0] ?? .unreadable } }
    }

    private static func accept(_ id: String, in group: GroupCommit) async -> StoreError.Code? {
        guard let event = try? StoreBench.event(id, lead: nil) else { return .unreadable }
        return await code(of: .accept([event]), in: group)
    }

    private static func code(of write: StoreWrite, in group: GroupCommit) async -> StoreError.Code? {
        do throws(StoreError) {
            _ = try await group.submit(write)
            return nil
        } catch {
            return error.code
        }
    }
}

/// A thread on which a group commit runs.
private final class RunningGroup: Sendable {
    private let ended = Bell()

    init(_ group: GroupCommit) {
        let ended = ended
        Thread {
            group.run()
            ended.wake()
        }.start()
    }

    func join() { ended.wait(atMost: .seconds(30)) }
}
