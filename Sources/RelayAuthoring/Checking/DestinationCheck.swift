import JSON
import Quotation
import RelayCore
import RelayRoutes

/// Accounts that cannot work, or that would show a key to others.
enum DestinationCheck {
    static func findings(in table: RouteTable) -> [Finding] {
        table.file.destinations.compactMap { table.destinations[$0.name] }.flatMap(findings) + repeatedPaths(table)
            + unsigned(table) + withoutAddress(table)
    }

    private static func findings(_ destination: Destination) -> [Finding] {
        let entry = destination.entry
        let spot = Spot(nameOf: entry.member)
        var findings: [Finding] = []
        if destination.base == nil {
            let fact =
                "the API \(destination.contract.name.quoted) has no base of its own, and \(entry.name.quoted) gives none"
            findings.append(Finding(.missingBase, at: spot, fact, "Add \"base\": \"https://…\"."))
        }
        if case .plain(let base)? = destination.base, base.isPlainHTTP, destination.showsSecrets {
            let fact = "the key would be sent in the clear to \(base.quoted)"
            let place = entry.base.map { Spot($0) } ?? spot
            findings.append(Finding(.unsafeBase, at: place, fact, "Use https://; http:// is for this machine only."))
        }
        if destination.contract.authentication != .none, entry.json["key"] == nil, entry.json["auth"] == nil {
            let fact = "\(destination.contract.title) wants a key, and \(entry.name.quoted) has none"
            findings.append(Finding(.missingKeyOfDestination, at: spot, fact, "Add \"key\": {\"env\": \"NAME\"}."))
        }
        if destination.contract.authentication == .none, let key = entry.json["key"] {
            let fact =
                "the key of \(entry.name.quoted) is not sent: \(destination.contract.title) does not say how it is shown"
            let remedy = "Write \"auth\": {\"bearer\": {\"env\": \"NAME\"}} in its place, or \"header\" with its name."
            findings.append(Finding(.unsentKey, at: Spot(key), fact, remedy))
        }
        return findings
    }

    private static func repeatedPaths(_ table: RouteTable) -> [Finding] {
        var seen: [String: String] = [:]
        return table.file.sources.compactMap { entry in
            guard let other = seen.updateValue(entry.name, forKey: entry.path) else { return nil }
            let spot = entry.json.word("path")?.spot ?? Spot(nameOf: entry.member)
            let fact = "the sources \(other.quoted) and \(entry.name.quoted) have the same path \(entry.path.quoted)"
            return Finding(.repeatedPath, at: spot, fact, "Give each a path of its own.")
        }
    }

    /// Sources whose scheme signs, and that have no secret to check it by.
    private static func unsigned(_ table: RouteTable) -> [Finding] {
        table.file.sources.compactMap { entry in
            guard let source = table.sources[entry.name], source.needsSecrets, entry.json["secrets"] == nil else {
                return nil
            }
            let fact = "the source \(entry.name.quoted) has no \"secrets\", so that no signature can be verified"
            return Finding(.missingKey, at: Spot(nameOf: entry.member), fact, "Add \"secrets\": [{\"env\": \"NAME\"}].")
        }
    }
}

extension DestinationCheck {
    /// Sources whose signatures cover an address that nobody has said.
    private static func withoutAddress(_ table: RouteTable) -> [Finding] {
        guard table.file.service?["publicUrl"] == nil else { return [] }
        return table.file.sources.compactMap { entry in
            guard let source = table.sources[entry.name], source.schemes.contains(where: \.signed.needsAddress) else {
                return nil
            }
            let fact = "the source \(entry.name.quoted) signs the address, and the service does not know its own"
            let remedy =
                "Add \"service\": {\"publicUrl\": \"https://…\"}, the address that is registered at the sender."
            return Finding(.missingPublicURL, at: Spot(nameOf: entry.member), fact, remedy)
        }
    }
}

extension Destination {
    fileprivate var showsSecrets: Bool {
        (headers + query).contains { parameter in
            if case .secret = parameter.value { true } else { false }
        } || entry.json["auth"] != nil
    }
}

extension Source {
    /// Whether no signature of it can be verified without a secret.
    var needsSecrets: Bool { !schemes.isEmpty && schemes.allSatisfy(\.needsSecret) }
}

extension String {
    /// Whether a URL leaves this machine without encryption.
    fileprivate var isPlainHTTP: Bool {
        let url = lowercased()
        guard url.hasPrefix("http://") else { return false }
        let host = url.dropFirst("http://".count).prefix { $0 != "/" }
        return !["127.0.0.1", "localhost", "[::1]"].contains { host == $0 || host.hasPrefix($0 + ":") }
    }
}
