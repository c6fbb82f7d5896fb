package import CEL
package import Crypto
import Foundation
import RelayAuthoring
package import RelayRoutes

/// The routes file at the package's top.
package enum ExampleRoutes {
    package static func text() throws -> String {
        var package = URL(filePath: #filePath)
        for _ in 0..<4 { package.deleteLastPathComponent() }
        return try String(contentsOf: package.appending(path: "routes.json"), encoding: .utf8)
    }

    package static func digests() throws -> OpenSSLDigests { try OpenSSLDigests() }

    package static func environment() throws -> Environment {
        var environment = Environment()
        RelayLibrary.install(in: &environment, digests: try OpenSSLDigests())
        return environment
    }

    /// Everything that a check finds, apart from what concerns the machine.
    package static func findings(in text: String) throws -> [Finding] {
        CheckReport.make(Array(text.utf8), catalogue: .embedded, base: try environment()).findings
    }
}
