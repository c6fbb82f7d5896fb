import CommandLineFrame
import RelayCore

/// The command line that shows what comes behind a page: the one of the page, from its last row on.
struct NextPage {
    let command: String

    private static let carried: [Option] = [
        ReportOptions.event, ReportOptions.source, ReportOptions.type, ReportOptions.destination, ReportOptions.route,
        ReportOptions.lead, ReportOptions.state, ReportOptions.cause, ReportOptions.since, ReportOptions.until,
        ReportOptions.limit, .data, .config,
    ]

    init(_ invocation: Invocation, before id: String) {
        let options = Self.carried.flatMap { option -> [String] in
            guard invocation.declares(option), let value = invocation.value(of: option) else { return [] }
            return [option.name, Self.word(value)]
        }
        command = ([Product.name] + invocation.path + options + ["--before", id]).joined(separator: " ")
    }

    /// The value as one word of a shell, in which nothing steers a terminal.
    private static func word(_ value: String) -> String {
        let isPlain =
            !value.isEmpty
            && value.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
                case UInt8(ascii: "0")...UInt8(ascii: "9"): true
                default: "-_.:/@+,".utf8.contains(byte)
                }
            }
        guard !isPlain else { return value }
        let isHarmless = value.utf8.allSatisfy { (0x20..<0x7F).contains($0) && $0 != UInt8(ascii: "'") }
        // Bash, zsh and fish all know these escapes of bytes.
        let escapes = value.utf8.map { "\\x" + ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        return isHarmless ? "'\(value)'" : "$'\(escapes)'"
    }
}
