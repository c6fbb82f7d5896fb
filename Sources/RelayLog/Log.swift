/// Where lines go: those of a level or above it, rendered, to a sink. Time and the world come in through closures.
package struct Log: Sendable {
    private let level: LogLevel
    private let format: LogFormat
    private let time: @Sendable () -> String
    private let sink: @Sendable (String) -> Void
    private var fields: [LogLine.Field] = []

    /// A log that hands each line to `sink` whole, its line end included, so that one write is one line.
    package init(
        level: LogLevel = .info,
        format: LogFormat,
        time: @escaping @Sendable () -> String,
        sink: @escaping @Sendable (String) -> Void
    ) {
        self.level = level
        self.format = format
        self.time = time
        self.sink = sink
    }

    /// The same log, with fields that go before those of each line.
    package func with(_ fields: KeyValuePairs<String, LogLine.Value>) -> Log {
        var log = self
        log.fields += Self.listed(fields)
        return log
    }

    /// Writes a line; below the log's level, neither fields nor time are asked for.
    package func write(
        _ level: LogLevel,
        _ message: StaticString,
        _ fields: @autoclosure () -> KeyValuePairs<String, LogLine.Value> = [:]
    ) {
        guard level >= self.level else { return }
        let line = LogLine(time: time(), level: level, message: message, fields: self.fields + Self.listed(fields()))
        sink(format.render(line) + "\n")
    }

    private static func listed(_ fields: KeyValuePairs<String, LogLine.Value>) -> [LogLine.Field] {
        fields.map { LogLine.Field(key: $0.key, value: $0.value) }
    }
}
