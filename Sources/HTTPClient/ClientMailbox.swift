import LinuxIO

/// What other threads leave for a client.
final class ClientMailbox: Sendable {
    struct Mail: Sendable {
        var isCancelled = false
        var lookedUp: [(host: String, addresses: [IPAddress])] = []
    }

    let wake: Wake
    private let mail = Lock(Mail())

    init() throws(LinuxIOError) { wake = try Wake() }

    func cancelAll() {
        mail.withLock { $0.isCancelled = true }
        wake.signal()
    }

    func put(_ host: String, _ addresses: [IPAddress]) {
        mail.withLock { $0.lookedUp.append((host, addresses)) }
        wake.signal()
    }

    func takeAll() -> Mail {
        mail.withLock { mail in
            defer { mail = Mail() }
            return mail
        }
    }
}
