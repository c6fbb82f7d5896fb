import JSON
import RelayCore

/// A token that OAuth 2's server issued.
struct IssuedToken: Sendable {
    let text: String
    /// How long it is used, which ends before it runs out.
    let useFor: Duration

    /// For a server that does not say when a token runs out.
    private static let unknownLife: Int64 = 300

    /// Reads the server's answer (RFC 6749, section 5.1).
    init(_ answer: Answer) throws(SendFailure) {
        if let failure = SendFailure(rawValue: answer.failure) { throw failure }
        guard answer.status == 200, let text = answer.body?["access_token"]?.string, !text.isEmpty else {
            throw .token
        }
        guard !text.utf8.contains(where: { $0 <= 0x20 || $0 >= 0x7F }) else { throw .token }
        let life = min(answer.body?["expires_in"]?.int ?? Self.unknownLife, 86_400)
        self.text = text
        // A request on its way should not outlive its token; a token of a few seconds is used for half of them.
        useFor = .seconds(max(life - 60, life / 2, 0))
    }
}
