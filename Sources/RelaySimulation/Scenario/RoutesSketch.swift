import RelayCore
import RelayTesting

/// A routes file drawn by chance: a few accounts at an API that answers by status alone, and sends with rules of all kinds.
struct RoutesSketch: Sendable {
    var accounts: [Account]
    var sends: [Send]
    /// The account that is asked for the grade of a lead.
    let library: String

    struct Account: Sendable {
        let name: String
        /// Whether it is reached with a key that others share.
        let isShared: Bool
        /// As the routes file has it; nil where there is none.
        var rate: String?
        var concurrency: Int
        /// Whether its API tells the source `mirror` of each write.
        let isMirrored: Bool
        var mode = "live"
    }

    struct Send: Sendable {
        let route: String
        let sources: [String]
        let account: String
        let order: SendRules.Order
        let onDead: SendRules.OnDead
        let expires: String?
        /// Whether it asks for the lead's grade first.
        let isGraded: Bool
        var text: String
    }

    init(_ random: inout SeededRandom) {
        let names = ["alpha", "beta", "gamma"].prefix(random.integer(in: 1..<4))
        accounts = names.map { name in
            Account(
                name: name,
                isShared: name != "gamma" && random.chance(1, outOf: 2),
                rate: random.element(of: [nil, nil, "1/s", "3/s", "12/m"]) ?? nil,
                concurrency: random.element(of: [1, 2, 4, 16]) ?? 1,
                isMirrored: random.chance(1, outOf: 3)
            )
        }
        sends = []
        library = accounts[random.below(accounts.count)].name
        let isAnyMirrored = accounts.contains(where: \.isMirrored)
        for number in 0..<random.integer(in: 1..<4) {
            let account = accounts[random.below(accounts.count)].name
            let senders = random.chance(1, outOf: 3) ? ["shop"] : ["crm", "shop"]
            let isFedBack = isAnyMirrored && random.chance(2, outOf: 3)
            sends.append(
                Send(
                    route: "route \(number)",
                    sources: isFedBack ? senders + ["mirror"] : senders,
                    account: account,
                    order: random.chance(2, outOf: 5) ? .latest : .every,
                    onDead: random.chance(1, outOf: 4) ? .hold : .release,
                    expires: random.element(of: [nil, nil, nil, "2m", "1h"]) ?? nil,
                    isGraded: random.chance(1, outOf: 4),
                    text: "first"
                )
            )
        }
        let place = random.below(accounts.count)
        accounts[place].mode = random.element(of: ["live", "live", "hold", "observe"]) ?? "live"
    }

    /// What a person makes of it later: something is gone, something is written otherwise, and everything is live.
    func changed(_ random: inout SeededRandom) -> RoutesSketch {
        var later = self
        if later.sends.count > 1, random.chance(1, outOf: 2) { later.sends.remove(at: random.below(later.sends.count)) }
        for place in later.sends.indices where random.chance(1, outOf: 4) { later.sends[place].text = "second" }
        for place in later.accounts.indices {
            later.accounts[place].mode = "live"
            if random.chance(1, outOf: 4) { later.accounts[place].rate = "2/s" }
            if random.chance(1, outOf: 4) { later.accounts[place].concurrency = 3 }
        }
        return later
    }
}

extension RoutesSketch {
    /// The routes file.
    var json: String {
        """
        { "version": 1, "apis": { "any": { "base": "https://any.example.com", "auth": { "none": true }, "calls": { "go": {
            "method": "POST", "path": "/go", "effect": "write", "fields": { "id": { "in": "body" }, "at": { "in": "body" },
            "value": { "in": "body" }, "text": { "in": "body" } },
            "lead": ["id"], "echo": { "field": "value", "value": "body.value" }, "answers": [{ "include": "usual" }] },
            "grade": { "method": "GET", "path": "/grades/{id}", "effect": "read", "fields": { "id": { "in": "path", "required": true },
            "at": { "in": "query" } }, "answers": [{ "include": "usual" }] } },
            "answers": { "usual": [{ "include": "first" }, { "status": "2xx", "verdict": "delivered" },
              { "status": 401, "verdict": "pause", "cause": "bad-key", "remedy": "mend the key" },
              { "status": 400, "verdict": "dead", "cause": "invalid", "remedy": "mend the event" },
              { "include": "last" }] } } },
          "lookups": { "grade": { "destination": "\(library)", "call": "grade", "keep": "1m",
            "with": { "id": "{{ event.body.?lead.orValue('none') }}", "at": "\(library)" } } },
          "sources": { \(["crm", "mirror", "shop"].map(Self.source).joined(separator: ", ")) },
          "destinations": { \(accounts.map(\.json).joined(separator: ", ")) },
          "routes": [\(sends.map(\.json).joined(separator: ", "))] }
        """
    }

    private static func source(_ name: String) -> String {
        """
        "\(name)": { "preset": "none", "path": "/\(name)", "id": "body.id", "type": "body.type", "lead": "body.lead",
          "occurredAt": "body.at" }
        """
    }
}

extension RoutesSketch.Account {
    fileprivate var json: String {
        let rate = rate.map { #", "rate": "\#($0)""# } ?? ""
        let echoes = isMirrored ? #", "echoes": "mirror""# : ""
        let key = isShared ? #", "auth": { "bearer": { "env": "KEY" } }"# : ""
        return """
            "\(name)": { "api": "any", "base": "https://any.example.com"\(key)\(echoes), "mode": "\(mode)",
              "concurrency": \(concurrency)\(rate),
              "retry": { "attempts": \(Self.attempts), "age": "12h", "first": "10s", "longest": "20m" } }
            """
    }

    static let attempts = 6
}

extension RoutesSketch.Send {
    fileprivate var json: String {
        let text = isGraded ? "\(text) {{ lookup.grade.grade }}" : text
        let from = sources.map { #""\#($0)""# }.joined(separator: ", ")
        let expires = expires.map { #", "expires": "\#($0)""# } ?? ""
        return """
            { "name": "\(route)", "from": [\(from)], "on": "*", "send": [{ "to": "\(account)", "call": "go",
              "order": "\(order.rawValue)", "onDead": "\(onDead.rawValue)"\(expires),
              "with": { "id": "{{ event.body.?lead.orValue('none') }}", "value": "{{ event.body.value }}", "at": "\(account)", "text": "\(text)" } }] }
            """
    }
}

extension RoutesSketch {
    /// For people who read a trace.
    var summary: String {
        let accounts = accounts.map { account in
            let shared = (account.isShared ? " shared" : "") + (account.isMirrored ? " mirrored" : "")
            return
                "\(account.name) \(account.mode)\(shared) \(account.rate ?? "no rate") \(account.concurrency) at once"
        }
        let sends = sends.map { send in
            let expires = send.expires.map { " expires \($0)" } ?? ""
            let graded = send.isGraded ? " graded" : ""
            return "\(send.route) to \(send.account) \(send.order.rawValue) \(send.onDead.rawValue)\(expires)\(graded)"
        }
        return (accounts + sends).joined(separator: ", ")
    }
}
