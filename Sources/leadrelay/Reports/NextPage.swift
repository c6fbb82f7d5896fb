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
            return [option.name, value.shellWord]
        }
        command = ([Product.name] + invocation.path + options + ["--before", id]).joined(separator: " ")
    }
}
