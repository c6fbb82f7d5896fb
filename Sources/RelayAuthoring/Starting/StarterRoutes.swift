package import CEL
import JSON
import RelayCore
package import RelayRoutes
import Spelling

/// A commented start of a routes file: from some senders to some APIs, with everything that must be there, placeholders
/// for what only its user knows, and nothing that is sent before somebody has looked at it.
package struct StarterRoutes: Sendable {
    /// The file, in the canonical form.
    package let text: [UInt8]
    /// The environment variables that it refers to.
    package let variables: [String]

    /// What the file is made from and is not known.
    package enum Unknown: Error, Sendable, Equatable {
        case preset(String), api(String)

        /// What was probably meant.
        package func nearest(in catalogue: Catalogue) -> String? {
            switch self {
            case .preset(let name): Spelling.nearest(to: name, among: catalogue.presets.keys.sorted())
            case .api(let name): Spelling.nearest(to: name, among: catalogue.contracts.keys.sorted())
            }
        }
    }

    /// Takes the environment with the functions that expressions may call too, to try the file's own test.
    package init(from presets: [String], to apis: [String], _ catalogue: Catalogue, base: Environment) throws(Unknown) {
        var sources: [StarterSource] = []
        for name in presets.uniqued() {
            guard let preset = catalogue.presets[name] else { throw .preset(name) }
            sources.append(StarterSource(name, preset))
        }
        var contracts: [Contract] = []
        for name in apis.uniqued() {
            guard let json = catalogue.contracts[name] else { throw .api(name) }
            contracts.append(Contract(name: name, json))
        }
        var draft = StarterDraft(sources, contracts)
        draft.observe { Self.table(of: $0, catalogue, base) }
        text = draft.text
        variables = draft.variables
    }

    /// The name of an environment variable for something of an API or a sender: `STANDARD_WEBHOOKS_WEBHOOK_SECRET`.
    static func variable(_ name: String, _ what: String) -> String {
        name.uppercased().map { $0.isLetter || $0.isNumber ? String($0) : "_" }.joined() + "_" + what
    }

    private static func table(of text: [UInt8], _ catalogue: Catalogue, _ base: Environment) -> RouteTable? {
        RoutesFile.read(text).file.map { RouteTableBuilder.build($0, catalogue: catalogue, base: base).table }
    }
}
