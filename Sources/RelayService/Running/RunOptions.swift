import LinuxIO
package import RelayRoutes

/// What the command line says of how to run; where it is silent, the environment, then the routes file, then what holds.
package struct RunOptions: Sendable {
    package let config: String
    package let data: String?
    package let listen: String?
    package let log: String?
    /// URLs that stand in for those of destinations, by the destination's name.
    package let bases: [String: String]

    package init(config: String, data: String?, listen: String?, log: String?, bases: [String: String] = [:]) {
        self.config = config
        self.data = data
        self.listen = listen
        self.log = log
        self.bases = bases
    }

    package func listen(_ settings: ServiceSettings) -> String {
        listen ?? Self.address(configured: settings.listen)
    }

    /// Where a relay listens of which nothing is known but this process's environment, and what its routes file says.
    package static func address(configured: String?) -> String {
        environment("LEADRELAY_LISTEN") ?? configured ?? "127.0.0.1:8080"
    }

    package func data(_ settings: ServiceSettings) -> String {
        data ?? Self.environment("LEADRELAY_DATA") ?? settings.data ?? "./leadrelay-data"
    }

    /// `json` or `text`; nil where a terminal or its absence decides.
    package func log(_ settings: ServiceSettings) -> String? {
        log ?? Self.environment("LEADRELAY_LOG") ?? settings.log
    }

    private static func environment(_ name: String) -> String? {
        ProcessEnvironment.value(of: name).flatMap { $0.isEmpty ? nil : $0 }
    }
}
