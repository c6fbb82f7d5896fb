import CivilTime
import Foundation
import LinuxIO
import Testing

@Suite("A process", .timeLimit(.minutes(10)))
struct ProcessTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    @Test func `has a folder to itself until it lets go of it`() throws {
        var lock: FolderLock? = try FolderLock(folder: folder.path)
        let error = #expect(throws: FolderLockError.self) { try FolderLock(folder: folder.path) }
        #expect(error == .taken(folder: folder.path, holder: ProcessInfo.processInfo.processIdentifier))
        #expect(error?.description.contains("process \(ProcessInfo.processInfo.processIdentifier)") == true)
        let attributes = try FileManager.default.attributesOfItem(atPath: folder.path + "/lock")
        #expect((attributes[.posixPermissions] as? NSNumber)?.intValue == 0o600)
        #expect(lock != nil)
        lock = nil
        _ = try FolderLock(folder: folder.path)
    }

    @Test func `has a folder as soon as another lets go of it, where it waits for that`() async throws {
        let other = Lock<FolderLock?>(try FolderLock(folder: folder.path))
        let waiting = Task.detached { [path = folder.path] in try FolderLock(folder: path, patience: .seconds(600)) }
        other.withLock { $0 = nil }
        _ = try await waiting.value
    }

    @Test func `is run by somebody with a number, and with a name where the system knows one`() {
        let name = NSUserName()
        #expect(ProcessUser.words == "uid \(getuid())" + (name.isEmpty ? "" : " (\(name))"))
    }

    @Test func `cannot lock a folder that is not there`() {
        #expect(throws: FolderLockError.self) { try FolderLock(folder: folder.path + "/none") }
    }

    @Test(arguments: [false, true])
    func `tells its manager how far it is`(isAbstract: Bool) throws {
        let name = isAbstract ? "@leadrelay-\(UUID().uuidString)" : folder.path + "/notify"
        let manager = try DatagramSocket(name)
        let notification = ServiceNotification(socket: name)
        notification.send(.ready)
        #expect(manager.next() == "READY=1")
        notification.send(.reloading)
        #expect(manager.next().contains(/^RELOADING=1\nMONOTONIC_USEC=\d+$/))
        notification.send(.stopping)
        #expect(manager.next() == "STOPPING=1")
    }

    @Test(arguments: [nil, "", "vsock:1", "/nobody/listens"])
    func `goes on where no manager listens`(socket: String?) {
        ServiceNotification(socket: socket).send(.ready)
    }

    @Test func `hears of a signal instead of ending, until nobody wants to`() async throws {
        let loop = try EventLoop()
        defer { loop.stop() }
        let signals = try SignalWatch([.reload], on: loop)
        #expect(throws: LinuxIOError(code: EBUSY, operation: "watch", path: "signals")) { try SignalWatch(on: loop) }
        kill(getpid(), SIGHUP)
        #expect(await signals.next() == .reload)
        async let waiting = signals.next()
        kill(getpid(), SIGHUP)
        #expect(await waiting == .reload)
        let cancelled = Task { await signals.next() }
        cancelled.cancel()
        #expect(await cancelled.value == nil)
    }

    @Test func `knows the time, and draws numbers that differ`() {
        let clock = SystemClock()
        let first = clock.monotonicTime()
        #expect(clock.monotonicTime() >= first)
        #expect(abs(Double(clock.timestamp().seconds) - Date().timeIntervalSince1970) < 5)
        var random = SystemRandom()
        let numbers = Set((0..<100).map { _ in UInt64.random(in: 0...UInt64.max, using: &random) })
        #expect(numbers.count == 100)
        #expect(random.bytes(33).count == 33)
        #expect(random.bytes(16) != random.bytes(16))
        #expect(MonotonicTime.never + .seconds(1) == .never)
        #expect(first + .milliseconds(5) - first == .milliseconds(5))
    }
}

/// Where datagrams arrive.
private final class DatagramSocket {
    private let descriptor: Int32

    /// Binds to a path, or with a leading `@` to a name outside of the file system.
    init(_ name: String) throws {
        descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue), 0)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        var bytes = Array(name.utf8)
        if bytes[0] == UInt8(ascii: "@") { bytes[0] = 0 }
        unsafe withUnsafeMutableBytes(of: &address.sun_path) { unsafe $0.copyBytes(from: bytes) }
        let length = socklen_t(MemoryLayout<sa_family_t>.size + bytes.count)
        let result = unsafe withUnsafePointer(to: address) {
            unsafe $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { unsafe bind(descriptor, $0, length) }
        }
        try #require(result == 0)
    }

    deinit { close(descriptor) }

    func next() -> String {
        var space = [UInt8](repeating: 0, count: 256)
        let count = unsafe recv(descriptor, &space, space.count, Int32(MSG_DONTWAIT))
        return String(decoding: space.prefix(max(0, count)), as: UTF8.self)
    }
}
