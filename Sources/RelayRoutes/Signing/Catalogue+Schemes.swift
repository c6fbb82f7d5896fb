import CEL
import JSON
package import RelayCore

extension Catalogue {
    /// How a known sender signs; nil for a preset that there is not.
    package func schemes(ofPreset name: String) -> [SignatureScheme]? {
        guard let preset = presets[name] else { return nil }
        var reader = SchemeReader(Environment()) { Spot($0) }
        return reader.schemes(preset["signature"], tolerance: nil)
    }
}
