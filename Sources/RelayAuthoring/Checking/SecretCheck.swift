package import JSON
import Quotation
package import RelayCore
package import RelayRoutes

/// The secrets that a file refers to, and which of them are not there.
package enum SecretCheck {
    /// Every reference in the file, with where it stands.
    package static func references(in file: RoutesFile) -> [(reference: SecretReference, json: JSONValue)] {
        var found: [(reference: SecretReference, json: JSONValue)] = []
        for member in file.root.entries where ["sources", "destinations", "service"].contains(member.name) {
            collect(member.value, into: &found)
        }
        return found
    }

    /// Tells of all that are missing at once, so that nobody has to look for them one after the other; the closure knows
    /// whether a variable is set, or a file can be read.
    package static func findings(in file: RoutesFile, isThere: (SecretReference) -> Bool) -> [Finding] {
        references(in: file).filter { !isThere($0.reference) }.map { reference, json in
            switch reference {
            case .environment(let name):
                let fact = "the environment variable \(name) is not set, or is empty"
                return Finding(.missingVariable, at: Spot(json), fact, "Set it where leadrelay runs.")
            case .file(let path):
                let fact = "the file \(path.quoted) cannot be read"
                return Finding(
                    .missingFile,
                    at: Spot(json),
                    fact,
                    "Put the secret there, readable for leadrelay alone."
                )
            }
        }
    }

    private static func collect(_ value: JSONValue, into found: inout [(reference: SecretReference, json: JSONValue)]) {
        if value.isReference, let reference = SecretReference(value) { return found.append((reference, value)) }
        for element in value.elements { collect(element, into: &found) }
        for member in value.entries { collect(member.value, into: &found) }
    }
}

extension JSONValue {
    /// Whether it is an object with `env` or `file`, and nothing that a reference has not.
    fileprivate var isReference: Bool {
        let names = Set(entries.map(\.name))
        return names.isSubset(of: ["env", "file", "from", "until"]) && (names.contains("env") || names.contains("file"))
    }
}
