package import CivilTime
import JSON
package import RelayCore

/// How a destination wants to be dealt with.
///
/// A class, because each send would copy it.
package final class DestinationSettings: Sendable {
    /// How many requests may be under way at once.
    package let concurrency: Int
    /// How many requests it takes in which time; nil where only what it says of itself counts.
    package let rate: Rate?
    package let retry: RetryPolicy
    package let policy: SendPolicy
    /// What bounds a delivery, whichever destination it goes to.
    package let limits: ServiceLimits

    init(_ json: JSONValue, _ limits: ServiceLimits) {
        self.limits = limits
        concurrency = Settings(json).count("concurrency", 32)
        rate = Settings(json).rate("rate")
        retry = RetryPolicy(Settings(json["retry"]))
        var policy = SendPolicy()
        policy.timeout = Settings(json).duration("timeout", policy.timeout)
        policy.connectTimeout = min(policy.connectTimeout, policy.timeout)
        policy.answerLimit = limits.answer
        policy.proxy = json["proxy"].flatMap(Sensitive.init)
        policy.trust = ClientTrust(
            authorities: json["tls"]?["authorities"]?.string,
            certificate: json["tls"]?["certificate"]?.string,
            key: json["tls"]?["key"]?.string
        )
        policy.authorisation = SendPolicy.Authorisation(json["auth"])
        policy.signingSecret = (json["sign"]?["secret"]).flatMap(SecretReference.init)
        self.policy = policy
    }
}

extension RetryPolicy {
    fileprivate init(_ settings: Settings) {
        let standard = RetryPolicy.standard
        self.init(
            attempts: settings.count("attempts", standard.attempts),
            age: settings.duration("age", standard.age),
            first: settings.duration("first", standard.first),
            longest: settings.duration("longest", standard.longest)
        )
    }
}

extension SendPolicy.Authorisation {
    /// What cannot be put into a header as it is; the rest stands among the destination's headers.
    fileprivate init?(_ json: JSONValue?) {
        if let basic = json?["basic"], let user = basic["user"].flatMap(Sensitive.init) {
            self = .basic(user: user, password: basic["password"].flatMap(SecretReference.init))
        } else if let credentials = json?["oauth2"].flatMap(ClientCredentials.init) {
            self = .clientCredentials(credentials)
        } else {
            return nil
        }
    }
}

extension ClientCredentials {
    fileprivate init?(_ json: JSONValue) {
        guard let tokenURL = json["tokenUrl"]?.string, let id = json["clientId"].flatMap(Sensitive.init),
            let secret = json["clientSecret"].flatMap(SecretReference.init)
        else { return nil }
        self.init(
            tokenURL: tokenURL,
            id: id,
            secret: secret,
            scope: json["scope"]?.string,
            audience: json["audience"]?.string
        )
    }
}

extension Destination {
    /// A request with all that is to be known to send it.
    package func outgoing(
        _ request: Request,
        id: String,
        at sentAt: Timestamp,
        hop: Int = 0
    ) -> OutgoingRequest {
        OutgoingRequest(request, policy: settings.policy, id: id, sentAt: sentAt, hop: hop)
    }
}

extension Lookup {
    /// How long what it found may be used again.
    package var keep: Duration { entry.keep.flatMap { Duration(setting: $0.text) } ?? .zero }
}
