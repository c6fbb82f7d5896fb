import Curl
import Foundation
import Testing

@Suite("A loop runs code, sleeps and transfers on one thread", .timeLimit(.minutes(10)))
struct CurlLoopTests {
    @Test func `an actor's code runs on the loop's thread, before and behind what it waits for`() async throws {
        let loop = try CurlLoop()
        defer { loop.stop() }
        let names = try await Resident(loop).threadNames()
        #expect(names == ["relay-send", "relay-send", "relay-send"])
    }

    @Test func `a task that prefers the loop transfers on it`() async throws {
        let loop = try CurlLoop()
        defer { loop.stop() }
        let code = await withTaskExecutorPreference(loop) { await Self.refused(loop).code }
        #expect(code == .noConnection)
    }

    @Test func `many actors and tasks at once lose nothing`() async throws {
        let loop = try CurlLoop()
        defer { loop.stop() }
        let residents = (0..<8).map { _ in Resident(loop) }
        let sum = await withTaskGroup(of: Int.self) { group in
            for number in 0..<4_000 { group.addTask { await residents[number % 8].same(number) } }
            return await group.reduce(0, +)
        }
        #expect(sum == 4_000 * 3_999 / 2)
    }

    @Test func `no sleeper wakes before its time`() async throws {
        let loop = try CurlLoop()
        defer { loop.stop() }
        let start = loop.clock.now
        let woken = await withTaskGroup(of: Bool.self) { group in
            for wait in [30, 10, 40, 20] {
                let due = start.advanced(by: .milliseconds(wait))
                group.addTask {
                    try? await loop.clock.sleep(until: due)
                    return loop.clock.now >= due
                }
            }
            return await group.reduce(into: [Bool]()) { all, one in all.append(one) }
        }
        #expect(woken == [true, true, true, true])
    }

    @Test func `a sleep of the past is over at once`() async throws {
        let loop = try CurlLoop()
        defer { loop.stop() }
        try await loop.sleep(until: loop.clock.now.advanced(by: .seconds(-1)))
    }

    @Test func `a cancelled sleep throws at once`() async throws {
        let loop = try CurlLoop()
        defer { loop.stop() }
        let wasCancelled = await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<50 {
                group.addTask {
                    do { try await loop.sleep(until: loop.clock.now.advanced(by: .seconds(3_600))) } catch {
                        return error is CancellationError
                    }
                    return false
                }
            }
            group.cancelAll()
            return await group.allSatisfy { $0 }
        }
        #expect(wasCancelled)
    }

    @Test func `a request does not tell what it holds`() {
        var request = TransferRequest(method: "POST", url: "https://user.test/secret-path", settings: Self.settings)
        request.headers.append("X-API-Key", "secret")
        request.settings.login = Login(user: "user", password: "secret")
        request.settings.proxy = "http://secret"
        var dumped = ""
        dump(request, to: &dumped)
        for text in ["\(request)", String(reflecting: request), dumped] { #expect(!text.contains("secret")) }
    }

    /// A transfer to a port where nobody can listen.
    static func refused(_ loop: CurlLoop, isolation: isolated (any Actor)? = #isolation) async -> TransferResult {
        await loop.perform(TransferRequest(method: "GET", url: "http://127.0.0.1:1/", settings: settings))
    }

    private static let settings = TransferSettings(userAgent: "test")
}

/// An actor that lives on a loop.
actor Resident {
    private let loop: CurlLoop

    nonisolated var unownedExecutor: UnownedSerialExecutor { unsafe loop.asUnownedSerialExecutor() }

    init(_ loop: CurlLoop) { self.loop = loop }

    func same(_ number: Int) -> Int { number }

    /// The thread's name at the start, behind a transfer and behind a sleep.
    func threadNames() async throws -> [String] {
        var names = [Self.threadName()]
        _ = await CurlLoopTests.refused(loop)
        names.append(Self.threadName())
        try await loop.sleep(until: loop.clock.now.advanced(by: .milliseconds(1)))
        names.append(Self.threadName())
        return names
    }

    private static func threadName() -> String {
        let text = try? String(contentsOfFile: "/proc/thread-self/comm", encoding: .utf8)
        return (text ?? "").trimmingCharacters(in: .newlines)
    }
}
