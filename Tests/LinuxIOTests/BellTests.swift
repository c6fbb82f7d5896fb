import Foundation
import LinuxIO
import Testing

@Suite("A bell", .timeLimit(.minutes(10)))
struct BellTests {
    @Test func `is heard by who waits for it later, once`() {
        let bell = Bell()
        bell.wake()
        bell.wake()
        bell.wait(atMost: .seconds(3_600))
        bell.wait(atMost: .milliseconds(1))
    }

    @Test func `is heard from another thread`() {
        let (there, back) = (Bell(), Bell())
        Thread {
            there.wait(atMost: .seconds(3_600))
            back.wake()
        }.start()
        there.wake()
        back.wait(atMost: .seconds(3_600))
    }
}
