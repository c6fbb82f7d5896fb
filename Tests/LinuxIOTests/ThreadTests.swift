import LinuxIO
import Testing

@Suite("Threads", .timeLimit(.minutes(10)))
struct ThreadTests {
    @Test func `run their body and are waited for`() throws {
        let count = Lock(0)
        let threads = try (0..<8).map { _ in
            try LinuxIO.Thread(name: "a name of more than fifteen bytes") {
                for _ in 0..<1_000 { count.withLock { $0 += 1 } }
            }
        }
        for thread in threads { thread.join() }
        #expect(count.withLock { $0 } == 8_000)
    }

    @Test func `wake each other, once for all wakes that nobody has taken`() throws {
        let (there, back) = (try Wake(), try Wake())
        let thread = try LinuxIO.Thread(name: "echo") {
            for _ in 0..<1_000 {
                while !there.wait() {}
                back.signal()
            }
        }
        for _ in 0..<1_000 {
            there.signal()
            while !back.wait() {}
        }
        thread.join()
        there.signal()
        there.signal()
        #expect(there.wait(atMost: .zero))
        #expect(!there.wait(atMost: .milliseconds(1)))
    }
}
