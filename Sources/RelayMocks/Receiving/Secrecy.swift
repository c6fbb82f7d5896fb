import RelayCore

/// What must not be shown of a request.
enum Secrecy {
    static let mask = "<secret>"

    static func masked(_ header: MockHeader) -> MockHeader {
        isSecret(header.name) ? MockHeader(header.name, mask) : header
    }

    /// The query with the values of secret parameters replaced.
    static func masked(query: String) -> String {
        query.split(separator: "&", omittingEmptySubsequences: false).map { pair in
            let name = pair.prefix { $0 != "=" }
            // A name that cannot be read may be anything.
            return PercentText.decoded(name, plusIsSpace: true).map(isSecret) ?? true ? "\(name)=\(mask)" : String(pair)
        }
        .joined(separator: "&")
    }

    /// Whether a name is one that secrets go by; one mask too many is better than one too few.
    private static func isSecret(_ name: String) -> Bool {
        let name = name.lowercased()
        // The key of a request, which opens nothing.
        guard name != "idempotency-key" else { return false }
        return ["auth", "key", "token", "secret", "password", "cookie", "credential"].contains { name.holds($0) }
    }
}
