import Foundation
import LinuxIO
import Testing

@Suite("A program that was started", .timeLimit(.minutes(10)))
struct ChildProgramTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private var output: String { folder.path + "/output" }

    private func start(_ line: String, _ environment: [String: String] = [:]) throws -> ChildProgram {
        try ChildProgram("/bin/sh", called: "sh", ["-c", line], environment: environment, output: output)
    }

    private func printed() throws -> String {
        String(decoding: try Data(contentsOf: URL(filePath: output)), as: UTF8.self)
    }

    @Test func `gets what it is given, and what it prints goes to the file`() throws {
        let child = try start("echo \"$A\"; echo \"$HOME\" >&2; cat; exit 7", ["A": "a b"])
        #expect(child.end(within: .seconds(60)) == 7)
        #expect(try printed() == "a b\n\n")
        #expect(child.end(within: .zero) == 7 && child.processorTime == .zero)
    }

    @Test func `runs until it is asked to end`() throws {
        let child = try start("exec cat /dev/zero >/dev/null")
        #expect(child.end(within: .milliseconds(20)) == nil)
        #expect(child.residentBytes > 0)
        child.terminate()
        #expect(child.end(within: .seconds(60)) == -SIGTERM)
    }

    @Test func `is ended when nobody needs it any more`() throws {
        var child: ChildProgram? = try start("echo $$; exec cat /dev/zero >/dev/null")
        var number: Int32?
        while number == nil {
            #expect(child?.end(within: .milliseconds(1)) == nil)
            number = (try? printed()).flatMap { $0.hasSuffix("\n") ? Int32($0.dropLast()) : nil }
        }
        child = nil
        #expect(try kill(#require(number), 0) == -1)
    }

    @Test func `is not there where there is no such file`() {
        #expect(throws: LinuxIOError(code: ENOENT, operation: "start", path: "/none")) {
            try ChildProgram("/none", called: "none", [], environment: [:], output: output)
        }
    }

    @Test func `stays on the processors of the thread that started it`() throws {
        let one = ProcessorSet(Array(ProcessorSet.current.numbers.suffix(1)))
        let output = output
        let ended = Lock<Int32?>(nil)
        let thread = try LinuxIO.Thread(name: "start") {
            guard one.bind(), ProcessorSet.current == one else { return }
            let arguments = ["/proc/self/status"]
            let child = try? ChildProgram("/bin/cat", called: "cat", arguments, environment: [:], output: output)
            ended.withLock { $0 = child?.end(within: .seconds(60)) }
        }
        thread.join()
        #expect(ended.withLock { $0 } == 0)
        #expect(try printed().contains("Cpus_allowed_list:\t\(one.numbers[0])\n"))
    }

    @Test func `a folder for a while is gone with all in it`() throws {
        var scratch: ScratchFolder? = try ScratchFolder(in: folder.path, named: "a")
        let path = try #require(scratch?.path)
        #expect(path.contains("/a-") && path.hasPrefix("/"))
        try FileManager.default.createDirectory(atPath: path + "/b/c", withIntermediateDirectories: true)
        try Data("kept".utf8).write(to: URL(filePath: output))
        try FileManager.default.createSymbolicLink(atPath: path + "/b/link", withDestinationPath: folder.path)
        try Data().write(to: URL(filePath: path + "/b/c/d"))
        scratch = nil
        #expect(!FileManager.default.fileExists(atPath: path))
        #expect(try printed() == "kept")
    }

    @Test func `a disk is timed by what it keeps`() throws {
        #expect(try SyncTrial.times(in: folder.path, count: 3).count == 3)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == [])
    }
}
