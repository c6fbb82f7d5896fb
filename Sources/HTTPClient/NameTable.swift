import LinuxIO

/// The addresses of names that were looked up, and those who wait for one.
struct NameTable {
    /// How long an answer is believed.
    private static let life = Duration.seconds(60)
    private static let mostNames = 1_000
    /// How many lookups are under way at once, each on a thread of its own.
    private static let mostLookups = 16

    private struct Entry {
        let addresses: [IPAddress]
        let end: MonotonicTime
    }

    private let mailbox: ClientMailbox
    private var known: [String: Entry] = [:]
    private var waiting: [String: [Exchange]] = [:]
    /// The names that wait for one of the lookups to end.
    private var queue: [String] = []
    private var lookups = 0

    init(_ mailbox: ClientMailbox) { self.mailbox = mailbox }

    /// The addresses of the host; nil where they are not known yet.
    func addresses(of origin: Origin, at now: MonotonicTime) -> [IPAddress]? {
        guard origin.ownAddresses.isEmpty else { return origin.ownAddresses }
        guard let entry = known[origin.host], now < entry.end else { return nil }
        return entry.addresses
    }

    /// Has the host of the exchange looked up.
    mutating func wait(_ exchange: Exchange) {
        let host = exchange.request.origin.host
        let isAsked = waiting[host] != nil
        waiting[host, default: []].append(exchange)
        guard !isAsked else { return }
        queue.append(host)
        startLookups()
    }

    /// Takes in what was found out, and hands out those who waited for it.
    mutating func note(_ host: String, _ addresses: [IPAddress], at now: MonotonicTime) -> [Exchange] {
        lookups -= 1
        startLookups()
        if known.count >= Self.mostNames { known.removeAll() }
        known[host] = addresses.isEmpty ? nil : Entry(addresses: addresses, end: now + Self.life)
        return waiting.removeValue(forKey: host) ?? []
    }

    private mutating func startLookups() {
        while lookups < Self.mostLookups, !queue.isEmpty {
            let host = queue.removeFirst()
            lookups += 1
            let lookup: @Sendable () -> Void = { [mailbox] in mailbox.put(host, IPAddress.lookUp(host)) }
            // Without a thread there is no answer, and that is one too.
            guard (try? Thread(name: "relay-names", lookup)) != nil else {
                mailbox.put(host, [])
                continue
            }
        }
    }
}
