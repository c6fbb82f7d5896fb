import CommandLineFrame
import JSON
import Quotation
import RelayAuthoring
import RelayRoutes

/// `leadrelay why`: tells what a finding's code means.
enum WhyCommand {
    static let command = Command(
        name: "why",
        summary: "Explain the code of a finding: what it means, and what to do.",
        discussion: """
            Each problem that 'leadrelay check' finds has a code. Its text tells how it comes about, what happens to \
            leads and conversions if it stays, and shows an example that is wrong and the same mended. Without a code, \
            all are listed.
            """,
        options: [.json],
        positionals: [.optional(.text(named: "CODE"), "The code, such as table-miss.")],
        examples: ["leadrelay why", "leadrelay why ignored-identifier", "leadrelay why --json table-miss"],
        run: { invocation, console in try run(invocation, console) }
    )

    private static func run(_ invocation: Invocation, _ console: any Console) throws -> ExitCode {
        let pages = WhyPages(.embedded)
        guard let code = invocation.positionals.first else {
            try console.writeLine(invocation.has(.json) ? .json(pages.writeOverview) : pages.overview)
            return .success
        }
        guard let page = pages.page(for: code) else {
            let nearest = pages.nearest(to: code).map { "Did you mean \($0.quoted)?" }
            throw UsageError(
                .invalidValue,
                "there is no code \(code.quoted)",
                remedy: nearest ?? "See all of them: leadrelay why"
            )
        }
        try console.writeLine(invocation.has(.json) ? .json { pages.write(code, to: &$0) } : page)
        return .success
    }
}

extension String {
    /// The text of what is written.
    static func json(_ write: (inout JSONWriter) -> Void) -> String {
        var writer = JSONWriter()
        write(&writer)
        return String(decoding: writer.bytes, as: UTF8.self)
    }
}
