import LinuxIO

/// Where the routes file lies: where the command line says, else the environment, else in this folder.
enum ConfigurationPath {
    static func of(_ given: String?) -> String {
        if let given { return given }
        guard let path = ProcessEnvironment.value(of: "LEADRELAY_CONFIG"), !path.isEmpty else { return "routes.json" }
        return path
    }
}
