import CivilTime
import RelayCore

/// A right request, changed in one way, and the cause for which it must be refused; nil where it must still match.
struct NegativeCase: Sendable, CustomStringConvertible {
    let name: String
    let vector: String
    let change: @Sendable (inout Changed) -> Void
    let cause: Rejection.Cause?

    /// What of a request may be changed.
    struct Changed {
        var headers: [(String, String)]
        var body: [UInt8]
        var url: String?
        var secrets: [String]
        var now: Timestamp
        var settings = ""

        mutating func set(_ name: String, _ value: String) {
            headers = headers.map { $0.0.lowercased() == name.lowercased() ? ($0.0, value) : $0 }
        }

        mutating func change(_ name: String, _ edit: (String) -> String) {
            headers = headers.map { $0.0.lowercased() == name.lowercased() ? ($0.0, edit($0.1)) : $0 }
        }

        mutating func remove(_ name: String) { headers.removeAll { $0.0.lowercased() == name.lowercased() } }

        mutating func `repeat`(_ name: String) {
            headers += headers.filter { $0.0.lowercased() == name.lowercased() }.prefix(1)
        }

        mutating func wait(_ duration: Duration) { now = now.adding(duration) ?? .latest }
    }

    var description: String { "\(vector): \(name)" }

    private init(
        _ vector: String,
        _ name: String,
        _ cause: Rejection.Cause?,
        _ change: @escaping @Sendable (inout Changed) -> Void
    ) {
        self.vector = vector
        self.name = name
        self.cause = cause
        self.change = change
    }

    static let all = bodies + times + headers + encodings + versions + secrets + addresses + elements

    private static let github = "GitHub"
    private static let standard = "Standard Webhooks"
    private static let stripe = "own: Stripe"
    private static let hub = "X-Hub-Signature-256"

    private static let bodies = [
        NegativeCase(github, "a byte flipped", .wrongSignature) { $0.body[0] ^= 1 },
        NegativeCase(github, "no body", .wrongSignature) { $0.body = [] },
        NegativeCase("Octokit", "JSON written anew", .wrongSignature) { $0.body = Array(#"{"foo": "bar"}"#.utf8) },
        NegativeCase("own: Standard Webhooks, no body", "a body where there was none", .wrongSignature) {
            $0.body = Array("{}".utf8)
        },
        NegativeCase("Twilio, JSON", "another body", .wrongBodyDigest) { $0.body[2] ^= 1 },
        NegativeCase("Twilio, JSON", "its digest left out of the address", .notAForm) {
            $0.url = "https://mycompany.com/myapp.php?foo=1&bar=2"
        },
        NegativeCase("Twilio, JSON", "said to be an empty form", .wrongBodyDigest) {
            $0.set("Content-Type", "application/x-www-form-urlencoded")
            $0.body = []
        },
        NegativeCase("Twilio, a form", "said to be JSON", .notAForm) { $0.set("Content-Type", "application/json") },
        NegativeCase("Twilio, a form", "a type with a character set", nil) {
            $0.set("Content-Type", "Application/X-WWW-Form-URLEncoded; charset=UTF-8")
        },
    ]

    private static let times: [NegativeCase] =
        [standard, stripe, "Slack", "own: HubSpot v3", "own: Standard Webhooks v1a"].flatMap { vector in
            [
                NegativeCase(vector, "301 seconds old", .stale) { $0.wait(.seconds(301)) },
                NegativeCase(vector, "301 seconds early", .future) { $0.wait(.seconds(-301)) },
                NegativeCase(vector, "299 seconds old", nil) { $0.wait(.seconds(299)) },
                NegativeCase(vector, "299 seconds early", nil) { $0.wait(.seconds(-299)) },
            ]
        } + [
            NegativeCase("Paddle, node", "six seconds old", .stale) { $0.wait(.seconds(6)) },
            NegativeCase("Paddle, node", "six seconds old, and more is tolerated", nil) {
                $0.settings = #""tolerance": "1m""#
                $0.wait(.seconds(6))
            },
            NegativeCase("own: Zoom", "two hours old, and less is tolerated", .stale) {
                $0.settings = #""tolerance": "5m""#
                $0.now = Timestamp(seconds: 1_708_454_389 + 7_200) ?? .latest
            },
            NegativeCase("own: Sendpilot, as documented", "two hours old", nil) { $0.wait(.seconds(7_200)) },
            NegativeCase("own: Sendpilot, as documented", "more than two hours old", .stale) {
                $0.wait(.seconds(7_201))
            },
            NegativeCase("own: Twitch", "eleven minutes old", .stale) { $0.wait(.seconds(660)) },
            NegativeCase("own: Twitch", "the same time without its digits", .wrongSignature) {
                $0.set("Twitch-Eventsub-Message-Timestamp", "2024-02-20T18:39:49.123Z")
            },
            NegativeCase("own: GoHighLevel", "six minutes old by its body", .stale) { $0.wait(.seconds(360)) },
            NegativeCase(standard, "an empty time", .malformedHeader) { $0.set("webhook-timestamp", "") },
            NegativeCase(standard, "another time", .wrongSignature) { $0.set("webhook-timestamp", "1614265331") },
            NegativeCase(standard, "the same time with a zero before it", .wrongSignature) {
                $0.set("webhook-timestamp", "01614265330")
            },
        ]

    private static let headers = [
        NegativeCase(github, "no signature", .missingSignature) { $0.remove(hub) },
        NegativeCase(github, "an empty signature", .malformedHeader) { $0.set(hub, "") },
        NegativeCase(github, "a signature twice", .duplicateHeader) { $0.repeat(hub) },
        NegativeCase(github, "the prefix alone", .malformedHeader) { $0.set(hub, "sha256=") },
        NegativeCase(github, "no prefix", .malformedHeader) { $0.change(hub) { String($0.dropFirst(7)) } },
        NegativeCase(github, "another prefix", .malformedHeader) { $0.change(hub) { "sha1=" + $0.dropFirst(7) } },
        NegativeCase(standard, "no id", .missingHeader) { $0.remove("webhook-id") },
        NegativeCase(standard, "no time", .missingHeader) { $0.remove("webhook-timestamp") },
        NegativeCase(standard, "two ids", .duplicateHeader) { $0.repeat("webhook-id") },
        NegativeCase(standard, "two times", .duplicateHeader) { $0.repeat("webhook-timestamp") },
        NegativeCase(standard, "another id", .wrongSignature) { $0.set("webhook-id", "msg_2") },
        NegativeCase(standard, "names in capitals", nil) { $0.headers = $0.headers.map { ($0.0.uppercased(), $0.1) } },
    ]

    private static let encodings = [
        NegativeCase(github, "an odd number of digits", .badEncoding) { $0.change(hub) { String($0.dropLast()) } },
        NegativeCase(github, "a letter that is no digit", .badEncoding) { $0.change(hub) { $0.dropLast() + "g" } },
        NegativeCase(github, "digits in capitals", nil) { $0.change(hub) { "sha256=" + $0.dropFirst(7).uppercased() } },
        NegativeCase(github, "a shorter signature", .badEncoding) { $0.change(hub) { String($0.dropLast(2)) } },
        NegativeCase("own: Shopify", "no padding", .badEncoding) {
            $0.change("X-Shopify-Hmac-SHA256") { String($0.dropLast()) }
        },
        NegativeCase("own: Shopify", "the alphabet of addresses", .badEncoding) {
            $0.change("X-Shopify-Hmac-SHA256") { $0.replacing("+", with: "-").replacing("/", with: "_") }
        },
        NegativeCase("own: Shopify", "another text for the same bytes", .badEncoding) {
            $0.change("X-Shopify-Hmac-SHA256") { $0.replacing("Fc=", with: "Fd=") }
        },
        NegativeCase(standard, "a signature of another length", .badEncoding) {
            $0.set("webhook-signature", "v1,c2hvcnQ=")
        },
    ]

    private static let versions = [
        NegativeCase(standard, "a version that nobody knows", .unknownVersion) {
            $0.change("webhook-signature") { "v2," + $0.dropFirst(3) }
        },
        NegativeCase(standard, "an unknown version beside it", nil) {
            $0.change("webhook-signature") { "v9,abc " + $0 }
        },
        NegativeCase(standard, "behind garbage of its version", nil) {
            $0.change("webhook-signature") { "v1,AAAA v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OF= " + $0 }
        },
        NegativeCase(standard, "an entry without a version", .malformedHeader) {
            $0.change("webhook-signature") { "garbage " + $0 }
        },
        NegativeCase(standard, "more signatures than anybody has secrets", .malformedHeader) {
            $0.change("webhook-signature") { String(repeating: "v1,AAAA ", count: 16) + $0 }
        },
        NegativeCase(stripe, "version v0 alone", .unknownVersion) {
            $0.change("Stripe-Signature") { $0.replacing("v1=", with: "v0=") }
        },
        NegativeCase("GitHub", "the older header alone", .missingSignature) {
            $0.headers = [("X-Hub-Signature", "sha1=206258dc4ca6de71fbde6f60b6137868b211bf4a")]
        },
    ]

    private static let secrets = [
        NegativeCase(standard, "a secret that is no Base64", .secretUnreadable) { $0.secrets = ["whsec_no base64!"] },
        NegativeCase(standard, "a secret of nothing but its prefix", .secretUnreadable) { $0.secrets = ["whsec_"] },
        NegativeCase(github, "an empty secret", .secretUnreadable) { $0.secrets = [""] },
        NegativeCase("own: Standard Webhooks", "the secret without its prefix", nil) {
            $0.secrets = $0.secrets.map { $0.replacing("whsec_", with: "") }
        },
        NegativeCase("own: Standard Webhooks", "the secret's text as the key", .wrongSignature) {
            $0.secrets = ["MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWZY"]
        },
        NegativeCase(stripe, "the secret with a prefix that is part of it", .wrongSignature) {
            $0.secrets = $0.secrets.map { "whsec_" + $0 }
        },
    ]

    private static let addresses = [
        NegativeCase("own: Square", "no address is known", .unknownAddress) { $0.url = nil },
        NegativeCase("own: Square", "behind a proxy, by another host", .wrongSignature) {
            $0.url = "https://10.0.0.7/in/square"
        },
        NegativeCase("own: HubSpot v3", "behind a proxy, by another protocol", .wrongSignature) {
            $0.url = "http://relay.example/in/hubspot?x=1"
        },
        NegativeCase("own: HubSpot v3", "another query", .wrongSignature) {
            $0.url = "https://relay.example/in/hubspot?x=2"
        },
        NegativeCase("own: HubSpot v3", "with escapes that are undone", nil) {
            $0.url = "https://relay.example/in%2Fhubspot?x=1"
        },
        NegativeCase("own: HubSpot v3", "with escapes that are left", .wrongSignature) {
            $0.url = "https://relay.example/in/hubspot?x%3D1"
        },
        NegativeCase("own: Square", "its port written out", .wrongSignature) {
            $0.url = "https://relay.example:443/in/square"
        },
    ]

    private static let elements = [
        NegativeCase(stripe, "a second element without a name", .malformedHeader) {
            $0.set("Stripe-Signature", "v1,t=1")
        },
        NegativeCase(stripe, "an empty time", .malformedHeader) {
            $0.change("Stripe-Signature") { $0.replacing("1708454389", with: "") }
        },
        NegativeCase(stripe, "no time", .malformedHeader) {
            $0.change("Stripe-Signature") { String($0.drop { $0 != "," }.dropFirst()) }
        },
        NegativeCase(stripe, "its time twice", .duplicateHeader) {
            $0.change("Stripe-Signature") { "t=1708454389," + $0 }
        },
        NegativeCase(stripe, "a wrong signature behind it", nil) { $0.change("Stripe-Signature") { $0 + ",v1=bad" } },
        NegativeCase(stripe, "a wrong signature before it", nil) {
            $0.change("Stripe-Signature") { $0.replacing("v1=", with: "v1=00ff,v1=") }
        },
        NegativeCase(stripe, "an element that is newer than we are", nil) {
            $0.change("Stripe-Signature") { $0 + ",v7=x" }
        },
        NegativeCase("own: Sendpilot, as documented", "without its version", .malformedHeader) {
            $0.change("Webhook-Signature") { String($0.dropFirst(3)) }
        },
        NegativeCase("Paddle, node", "two signatures", nil) { $0.change("Paddle-Signature") { $0 + ";h1=00" } },
        NegativeCase("PagerDuty", "two signatures", nil) { $0.change("X-PagerDuty-Signature") { "v1=00," + $0 } },
    ]
}
