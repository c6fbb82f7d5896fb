import JSON
import RelayCore

/// How the service runs: what the routes file says under `service`, and what holds where it says nothing.
package struct ServiceSettings: Sendable {
    package let listen: String?
    /// The URL under which senders reach it, without a slash at the end.
    package let publicURL: String?
    package let data: String?
    /// `json` or `text`.
    package let log: String?
    package let tls: ListenerTLS?
    /// The networks of proxies whose word on the peer is believed.
    package let proxies: [String]
    package let limits: ServiceLimits
    package let store: StoreSettings

    /// Where the listener's certificate lies.
    package struct ListenerTLS: Sendable, Equatable {
        package let certificate: String
        package let key: String
        package let clientAuthorities: String?
    }

    init(_ json: JSONValue?) {
        listen = json?["listen"]?.string
        publicURL = json?["publicUrl"]?.string.map { $0.hasSuffix("/") ? String($0.dropLast()) : $0 }
        data = json?["data"]?.string
        log = json?["log"]?.string
        tls = json?["tls"].flatMap(ListenerTLS.init)
        proxies = json?["proxies"]?.elements.compactMap(\.string) ?? []
        limits = ServiceLimits(Settings(json?["limits"]))
        store = StoreSettings(Settings(json?["store"]))
    }
}

extension ServiceSettings.ListenerTLS {
    fileprivate init?(_ json: JSONValue) {
        guard let certificate = json["certificate"]?.string, let key = json["key"]?.string else { return nil }
        self.init(certificate: certificate, key: key, clientAuthorities: json["clientAuthorities"]?.string)
    }
}

extension RoutesFile {
    /// How the service runs.
    package var settings: ServiceSettings { ServiceSettings(service) }
}

/// Reads the settings of one object, each with what holds where it is absent.
struct Settings {
    private let json: JSONValue?

    init(_ json: JSONValue?) {
        self.json = json
    }

    func flag(_ key: String, _ standard: Bool) -> Bool { json?[key]?.bool ?? standard }
    func count(_ key: String, _ standard: Int) -> Int { json?[key]?.int.map { Int($0) } ?? standard }
    func size(_ key: String, _ standard: Int) -> Int { json?[key]?.string.flatMap { Int(size: $0) } ?? standard }
    func rate(_ key: String) -> Rate? { json?[key]?.string.flatMap { Rate(setting: $0) } }

    func duration(_ key: String, _ standard: Duration) -> Duration {
        json?[key]?.string.flatMap { Duration(setting: $0) } ?? standard
    }
}
