import Foundation
import RelayLog
import Testing

@Suite("A log")
struct LogTests {
    @Test func `hands each line to the sink with its line end`() {
        let written = Written()
        let log = Log(format: .text, time: { "noon" }, sink: written.add)
        log.write(.info, "listening", ["address": .string("127.0.0.1:8080")])
        log.write(.error, "disk full")
        #expect(written.lines == ["noon info listening address=127.0.0.1:8080\n", "noon error disk full\n"])
    }

    @Test(arguments: LogLevel.allCases)
    func `writes what is of its level or above`(level: LogLevel) {
        let written = Written()
        let log = Log(level: level, format: .text, time: { "noon" }, sink: written.add)
        for each in LogLevel.allCases { log.write(each, "it happened") }
        #expect(written.lines == LogLevel.allCases.filter { $0 >= level }.map { "noon \($0) it happened\n" })
    }

    @Test func `asks for neither time nor fields below its level`() {
        let asked = Written()
        let log = Log(
            level: .error,
            format: .json,
            time: {
                asked.add("time"); return ""
            },
            sink: asked.add
        )
        log.write(.warning, "it happened", ["field": asked.answer()])
        #expect(asked.lines == [])
        log.write(.error, "it happened", ["field": asked.answer()])
        #expect(asked.lines.count == 3)
    }

    @Test func `puts its own fields before those of a line, which win`() {
        let written = Written()
        let log = Log(format: .text, time: { "noon" }, sink: written.add).with(["event": .int(1), "lane": .int(2)])
        log.write(.info, "stored", ["size": .int(3), "event": .int(4)])
        #expect(written.lines == ["noon info stored lane=2 size=3 event=4\n"])
    }
}

/// What a sink was given. `@unchecked Sendable`: the lock stands round every access.
private final class Written: @unchecked Sendable {
    private let lock = NSLock()
    private var stored: [String] = []

    var lines: [String] { lock.withLock { stored } }

    @Sendable func add(_ line: String) { lock.withLock { stored.append(line) } }

    func answer() -> LogLine.Value {
        add("field")
        return .bool(true)
    }
}
