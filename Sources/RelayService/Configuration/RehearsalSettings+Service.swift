import Crypto
package import RelayAuthoring
import RelayRoutes

extension RehearsalSettings {
    /// With real digests, as a relay that runs would make them.
    package static func real() throws -> RehearsalSettings {
        let digests = try OpenSSLDigests()
        return RehearsalSettings { bytes in
            let digest = digests.sha256(bytes.span)
            return String(decoding: digest.span.hexadecimal, as: UTF8.self)
        }
    }
}
