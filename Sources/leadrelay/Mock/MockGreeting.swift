import JSON
import LinuxIO
import RelayCore
import RelayMocks

/// What is said once the stand-ins listen: where each is, what it wants, and where to look.
struct MockGreeting {
    private let setup: StandInSetup
    private let apis: [any MockAPI]
    private let origin: String
    private let faults: [FaultPlan.Entry]
    private let emitsTo: String?

    init(
        _ setup: StandInSetup,
        _ apis: [any MockAPI],
        _ address: SocketAddress,
        _ faults: [FaultPlan.Entry],
        emitsTo: String?
    ) {
        self.setup = setup
        self.apis = apis
        origin = "http://" + Self.reachable(address)
        self.faults = faults
        self.emitsTo = emitsTo
    }

    /// Who listens on all addresses is reached at that of this machine.
    private static func reachable(_ address: SocketAddress) -> String {
        let text = "\(address)"
        return text.hasPrefix("0.0.0.0:")
            ? "127.0.0.1:" + text.dropFirst("0.0.0.0:".count) : text.replacing(each: "[::]", with: "[::1]")
    }

    private func base(_ api: any MockAPI) -> String { "\(origin)/\(api.name)" }

    var lines: [String] {
        let width = apis.map(\.name.count).max() ?? 0
        var lines = apis.map { api in
            let name = api.name + String(repeating: " ", count: width - api.name.count)
            let key = api.wantedKey.map { "\($0.header): \($0.prefix)\($0.key ?? "<any key>")" } ?? "no key"
            return "\(name)  \(base(api))  wants \(key)  lists what came at \(base(api))/_received"
        }
        lines.append("leads: \(origin)/_leads  all that came: \(origin)/_received")
        if !faults.isEmpty { lines.append("faults: " + faults.map(\.text).joined(separator: ", ")) }
        if let emitsTo { lines.append("\(setup.era.event) goes to \(emitsTo) after each change of a status") }
        return lines + trial + relay
    }

    // MARK: What can be pasted

    /// A request to the first of them, and where to see what became of it.
    private var trial: [String] {
        guard let api = apis.first, let sample = StandInSetup.sample(of: api.name) else { return [] }
        let key = api.wantedKey.map { " -H " + "\($0.header): \($0.prefix)\($0.key ?? "any")".shellWord } ?? ""
        let body = " -H 'Content-Type: application/json' -d " + sample.body.shellWord
        return [
            "ask one: curl -X \(sample.method) \(base(api))\(sample.path)\(key)\(body)",
            "then look: curl \(origin)/_received; curl \(origin)/_leads",
        ]
    }

    /// How a relay comes to send here, by the names that the repository's routes file gives to destinations and keys.
    private var relay: [String] {
        // A routes file calls its destinations as it likes: an endpoint of no API has no name to guess.
        let known = apis.filter { $0.wantedKey != nil }
        guard !known.isEmpty else { return [] }
        let keys = known.map { api in
            "\(api.name.uppercased())_API_KEY=\(api.wantedKey?.key?.shellWord ?? "any") "
        }
        let bases = known.map { " --base \($0.name)=\(base($0))" }
        let names = known.map(\.name).joined(separator: ", ")
        return [
            "try a relay: in routes.json set \"mode\": \"live\" at \(names), for \"observe\" sends nothing; then",
            "  " + keys.joined() + "leadrelay run" + bases.joined(),
            "  which names the variables that its sources want too; then leadrelay send --source sendpilot",
        ]
    }

    /// A line for each stand-in, and one for what they have in common.
    var jsonLines: [String] {
        apis.map { api in
            Self.line { writer in
                writer.member("api", api.name)
                writer.member("base", base(api))
                writer.name("key")
                Self.write(api.wantedKey, to: &writer)
                writer.member("received", base(api) + "/_received")
            }
        } + [
            Self.line { writer in
                writer.member("leads", origin + "/_leads")
                writer.member("received", origin + "/_received")
                writer.name("seed")
                writer.number(String(setup.seed))
                writer.member("faults", faults.map(\.text))
                if let emitsTo {
                    writer.member("event", setup.era.event)
                    writer.member("emitsTo", emitsTo)
                }
            }
        ]
    }

    private static func write(_ key: WantedKey?, to writer: inout JSONWriter) {
        guard let key else { return writer.null() }
        writer.object { writer in
            writer.member("header", key.header)
            writer.member("prefix", key.prefix)
            writer.name("value")
            if let value = key.key { writer.string(value) } else { writer.null() }
        }
    }

    private static func line(_ members: (inout JSONWriter) -> Void) -> String {
        var writer = JSONWriter()
        writer.object(members)
        return String(decoding: writer.bytes, as: UTF8.self)
    }
}
