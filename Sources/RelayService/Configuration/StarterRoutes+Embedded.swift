import CEL
package import RelayAuthoring
import RelayRoutes

extension StarterRoutes {
    /// A start from senders and to APIs that are known without any configuration.
    package static func make(from presets: [String], to apis: [String]) throws -> StarterRoutes {
        try StarterRoutes(from: presets, to: apis, .embedded, base: .relay())
    }
}
