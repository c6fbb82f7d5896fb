import Foundation
import LinuxIO
import RelayTesting
import Testing

@Suite("A child process", .timeLimit(.minutes(10)))
struct ChildProcessTests {
    /// Runs a script of bash.
    private func bash(
        _ script: String,
        input: ChildProcess.Input = .nothing,
        output: ChildProcess.Output = .captured,
        errors: ChildProcess.Errors = .captured,
        environment: [String: String]? = nil,
        folder: String? = nil
    ) async throws -> ChildProcess.Outcome {
        try await ChildProcess.run(
            "bash",
            ["-c", script],
            input: input,
            output: output,
            errors: errors,
            environment: environment,
            folder: folder
        )
    }

    @Test(arguments: [
        ("exit 0", 0), ("exit 7", 7), ("exit 255", 255), ("kill -9 $$", -9), ("kill -TERM $$", -15),
        ("kill -PIPE $$", -13),
    ])
    func `ends with its status, or the signal that killed it`(script: String, status: Int32) async throws {
        #expect(try await bash(script).status == status)
    }

    @Test func `prints as many bytes as it likes to both sides, and reads as many`() async throws {
        let input = [UInt8](repeating: 0x78, count: 1_000_000)
        let outcome = try await bash("head -c 500000 /dev/zero >&2; cat; printf end >&2", input: .bytes(input))
        #expect(outcome.outputBytes == input)
        #expect(outcome.errorBytes == [UInt8](repeating: 0, count: 500_000) + Array("end".utf8))
    }

    @Test func `may leave its input unread`() async throws {
        let input = [UInt8](repeating: 0x78, count: 1_000_000)
        #expect(try await bash("echo done", input: .bytes(input)).output == "done\n")
    }

    @Test(
        arguments: zip(
            [(.captured, .captured), (.captured, .merged), (.discarded, .captured), (.captured, .discarded)],
            [("a\n", "b\n"), ("a\nb\n", ""), ("", "b\n"), ("a\n", "")]
        ) as Zip2Sequence<[(ChildProcess.Output, ChildProcess.Errors)], [(String, String)]>
    )
    func `prints to where it is told`(
        streams: (output: ChildProcess.Output, errors: ChildProcess.Errors),
        printed: (output: String, errors: String)
    ) async throws {
        let outcome = try await bash("echo a; echo b >&2", output: streams.output, errors: streams.errors)
        #expect(outcome == ChildProcess.Outcome(status: 0, output: printed.output, errors: printed.errors))
    }

    @Test func `has the folder and the variables that it is given, and else those of this process`() async throws {
        let given = try await bash("pwd; printf $A; printf $HOME", environment: ["A": "b=c"], folder: "/usr/lib")
        #expect(given.output == "/usr/lib\nb=c")
        let inherited = try await bash("pwd; printf %s \"$PATH\"")
        let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
        #expect(inherited.output == "\(FileManager.default.currentDirectoryPath)\n\(path)")
    }

    @Test func `has no file of this process but its three`() async throws {
        let own = try FileHandle(forReadingFrom: URL(filePath: "/dev/zero"))
        let flags = fcntl(own.fileDescriptor, F_SETFD, 0)
        let files = try await ChildProcess.run("ls", ["/proc/self/fd"])
        try own.close()
        #expect(flags == 0)
        // The last is the folder that is listed.
        #expect(files.output == "0\n1\n2\n3\n")
    }

    @Test func `blocks and ignores no signal, whatever its starter does`() async throws {
        let child = try await elsewhere { try ChildProcess("grep", ["^Sig[BI]", "/proc/self/status"]) }
        #expect(try await child.end() == 0)
        // The C library keeps signals 32 and 33 to itself.
        let masks = await child.output.atEnd().lines.map { line in
            line.split(separator: "\t").last.flatMap { UInt64($0, radix: 16) }.map { $0 & ~(3 << 31) }
        }
        #expect(masks == [0, 0])
    }

    @Test(arguments: ["no-such-program", "/no/such/program", "/dev"])
    func `that cannot be started is an error at once`(program: String) async throws {
        await #expect(throws: LinuxIOError.self) { try await ChildProcess.run(program) }
    }

    @Test func `that must succeed and fails says what it printed`() async throws {
        let failure = await #expect(throws: ChildProcess.Failure.self) {
            try await ChildProcess.succeed("bash", ["-c", "echo why >&2; exit 3"])
        }
        #expect(failure?.description == "bash ended with 3: why\n")
    }

    // MARK: While it runs

    @Test func `answers line by line what it is asked later, and ends with its input`() async throws {
        let child = try ChildProcess("cat", input: .later)
        for number in 1...3 {
            try await child.write(Array("line \(number)\n".utf8))
            #expect(try await child.output.wait { $0.lineCount >= number }.lines.last == "line \(number)")
        }
        try await child.write(Array("rest".utf8))
        child.endInput()
        #expect(try await child.end() == 0)
        let printed = await child.output.atEnd()
        #expect(printed.lines(1..<3) == [Array("line 2".utf8), Array("line 3".utf8)])
        #expect(printed.bytes.suffix(4) == Array("rest".utf8))
    }

    @Test func `takes signals until its end, and none after it`() async throws {
        let child = try ChildProcess(
            "bash",
            ["-c", "trap 'exit 5' TERM; echo ready; while :; do read -t 9 <> <(:); done"]
        )
        try await child.output.wait { $0.lineCount > 0 }
        child.signal(SIGTERM)
        #expect(try await child.end() == 5)
        child.signal(SIGKILL)
        #expect(try await child.end() == 5)
    }

    @Test func `is killed when nobody needs it any more, and leaves no corpse`() async throws {
        var child: ChildProcess? = try ChildProcess("bash", ["-c", "echo $$; exec cat"], input: .later)
        let output = try #require(child?.output)
        let number = try await output.wait { $0.lineCount > 0 }.lines[0]
        #expect(FileManager.default.fileExists(atPath: "/proc/\(number)"))
        let ended = try #require(child?.ended)
        child = nil
        #expect(try await ended.wait { $0 != nil } == -SIGKILL)
        #expect(!FileManager.default.fileExists(atPath: "/proc/\(number)"))
    }

    @Test func `ends for those who wait, though a child that was started beside it lives on`() async throws {
        let others = try (0..<8).map { _ in try ChildProcess("cat", input: .later) }
        for _ in 0..<8 { #expect(try await bash("echo a").output == "a\n") }
        for other in others { other.endInput() }
        for other in others { #expect(try await other.end() == 0) }
    }

    @Test func `whose caller is cancelled is waited for no longer`() async throws {
        await withThrowingTaskGroup { group in
            group.addTask { try await ChildProcess.run("cat", ["/dev/zero"], output: .discarded) }
            group.cancelAll()
            await #expect(throws: (any Error).self) { try await group.next() }
        }
    }

    @Test func `makes a certificate that vouches for itself`() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let certificate = try await Certificate(named: "own", in: folder.path)
        let verdict = try await ChildProcess.succeed(
            "openssl",
            ["verify", "-CAfile", certificate.path, "-verify_ip", "127.0.0.1", certificate.path]
        )
        #expect(verdict.output.hasSuffix("OK\n"))
        #expect(FileManager.default.fileExists(atPath: certificate.keyPath))
    }
}
