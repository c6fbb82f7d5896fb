import Foundation
import LinuxIO
import Testing

@Suite("Standard input", .timeLimit(.minutes(10)))
struct StandardInputTests {
    private let pipe = BytePipe()

    private func lines(of text: String, limit: Int = 100) throws -> [String] {
        try pipe.hold(Array(text.utf8))
        var input = StandardInput(descriptor: pipe.readEnd)
        var lines: [String] = []
        while let line = try input.nextLine(limit: limit) { lines.append(String(decoding: line, as: UTF8.self)) }
        return lines
    }

    @Test(arguments: [
        ("", []), ("\n", [""]), ("a", ["a"]), ("a\n", ["a"]), ("a\nb", ["a", "b"]), ("a\n\nb\n", ["a", "", "b"]),
        ("\n\n", ["", ""]), ("a\r\n", ["a\r"]), ("a\0b\n", ["a\0b"]),
    ])
    func `a text comes line by line`(text: String, expected: [String]) throws {
        #expect(try lines(of: text) == expected)
    }

    @Test func `bytes that are not UTF-8 arrive as they are`() throws {
        try pipe.hold([0xFF, 0xFE, 0x0A, 0xC3])
        var input = StandardInput(descriptor: pipe.readEnd)
        #expect(try input.nextLine(limit: 10) == [0xFF, 0xFE])
        #expect(try input.nextLine(limit: 10) == [0xC3])
        #expect(try input.nextLine(limit: 10) == nil)
        #expect(try input.nextLine(limit: 10) == nil)
    }

    @Test func `a line as long as the limit passes, with or without a newline`() throws {
        #expect(try lines(of: "12345\n12345", limit: 5) == ["12345", "12345"])
    }

    @Test func `a line past the limit is an error, and the next line follows`() throws {
        try pipe.hold(Array("one\n123456\nthree\n654321".utf8))
        var input = StandardInput(descriptor: pipe.readEnd)
        #expect(try input.nextLine(limit: 5) == Array("one".utf8))
        var refusals: [String] = []
        do throws(LinuxIOError) { _ = try input.nextLine(limit: 5) } catch { refusals.append(error.description) }
        #expect(try input.nextLine(limit: 5) == Array("three".utf8))
        do throws(LinuxIOError) { _ = try input.nextLine(limit: 5) } catch { refusals.append(error.description) }
        #expect(try input.nextLine(limit: 5) == nil)
        #expect(
            refusals == [
                "could not read line 2 (more than 5 bytes) of 'standard input': message too long",
                "could not read line 4 (more than 5 bytes) of 'standard input': message too long",
            ]
        )
    }

    @Test func `a huge line is refused before it is held, and skipped`() throws {
        let reader = RunningThread { [descriptor = pipe.readEnd] in
            var input = StandardInput(descriptor: descriptor)
            var code: Int32 = 0
            do throws(LinuxIOError) { _ = try input.nextLine(limit: 1000) } catch { code = error.code }
            return (code, try? input.nextLine(limit: 1000))
        }
        for _ in 0..<64 { try pipe.give([UInt8](repeating: 120, count: 1 << 16)) }
        try pipe.give(Array("\nnext\n".utf8))
        try pipe.closeWriteEnd()
        let result = try #require(reader.join())
        #expect(result.0 == EMSGSIZE)
        #expect(result.1 == Array("next".utf8))
    }

    @Test func `a hundred thousand lines in pieces of odd sizes arrive whole`() throws {
        let reader = RunningThread { [descriptor = pipe.readEnd] in
            var input = StandardInput(descriptor: descriptor)
            var sum = 0
            while let line = try? input.nextLine(limit: 100), let number = Int(String(decoding: line, as: UTF8.self)) {
                sum += number
            }
            return sum
        }
        let text = (0..<100_000).map { "\($0)\n" }.joined().utf8
        for start in stride(from: 0, to: text.count, by: 7919) {
            try pipe.give(Array(text.dropFirst(start).prefix(7919)))
        }
        try pipe.closeWriteEnd()
        #expect(reader.join() == 100_000 * 99_999 / 2)
    }

    @Test func `it knows whether a line waits already`() throws {
        try pipe.hold(Array("a\nb\nc".utf8))
        var input = StandardInput(descriptor: pipe.readEnd)
        var answers = [input.hasBufferedLine]
        while try input.nextLine(limit: 10) != nil { answers.append(input.hasBufferedLine) }
        #expect(answers == [false, true, false, false])
    }

    @Test(arguments: [false, true])
    func `neither a signal nor a non-blocking pipe loses a byte`(isNonBlocking: Bool) throws {
        if isNonBlocking { pipe.makeNonBlocking() }
        let reader = RunningThread { [descriptor = pipe.readEnd] in
            var input = StandardInput(descriptor: descriptor)
            return try? input.nextLine(limit: 10_000)
        }
        for _ in 0..<1000 {
            reader.interrupt()
            try pipe.give(Array("x".utf8))
        }
        try pipe.give(Array("\n".utf8))
        #expect(reader.join() == [UInt8](repeating: UInt8(ascii: "x"), count: 1000))
    }

    @Test func `a descriptor that cannot be read is an error with its reason`() {
        var input = StandardInput(descriptor: -1)
        var reason = ""
        do throws(LinuxIOError) { _ = try input.nextLine(limit: 10) } catch { reason = error.description }
        #expect(reason == "could not read 'standard input': bad file descriptor")
    }
}
