import CivilTime
import JSON
package import RelayCore

/// What a source believes, and what it answers to whom it does not.
struct Signing: Sendable {
    var schemes: [SignatureScheme] = []
    var handshakes: [Handshake] = []
}

extension Source {
    /// The signatures of which any may match; with none, nothing is believed.
    package var schemes: [SignatureScheme] { signing.schemes }
    package var handshakes: [Handshake] { signing.handshakes }

    /// The secrets that sign, in the order of the file.
    package var secrets: [DatedSecret] {
        entry.json["secrets"]?.elements.compactMap { json in
            SecretReference(json).map { DatedSecret($0, from: json.timestamp("from"), until: json.timestamp("until")) }
        } ?? []
    }

    /// The status that is answered whatever was wrong with a signature.
    package var rejectionStatus: Int { setting("rejection")?.int.map { Int($0) } ?? 401 }
    /// Whether it takes events at all.
    package var isEnabled: Bool { entry.json["enabled"]?.bool ?? true }
    /// How many events it may send; nil leaves it to the service.
    package var rate: Rate? { entry.json["rate"]?.string.flatMap { Rate(setting: $0) } }
}

extension JSONValue {
    fileprivate func timestamp(_ key: String) -> Timestamp? { self[key]?.string.flatMap { Timestamp(rfc3339: $0) } }
}
