import HTTPWire
package import LinuxIO

/// Sends requests by HTTP/1.1 over connections that are kept for the next ones, on the thread of a loop that it accompanies.
///
/// Nothing here waits but a turn: each connection is moved on when the kernel says that it can be.
///
/// `@unchecked Sendable`: all but the mailbox is used on the loop's own thread alone, which `begin` checks.
package final class HTTPClient: @unchecked Sendable {
    /// How much of a connection is read at once, and how much before others have their turn.
    package struct Reading: Sendable {
        let atOnce: Int
        let inTurn: Int

        package init(atOnce: Int = 64 << 10, inTurn: Int = 256 << 10) {
            self.atOnce = atOnce
            self.inTurn = inTurn
        }
    }

    let mailbox: ClientMailbox
    let pool: ConnectionPool
    var names: NameTable
    private let poller: Poller
    private(set) var now = MonotonicTime(nanoseconds: 0)
    private let clock = SystemClock()
    /// The thread that has the turns.
    private var owner: UInt?

    /// Whether nothing begins any more.
    private var isCancelled = false
    /// The requests under way, in no order.
    private(set) var exchanges: [Exchange] = []
    private var nextDue = MonotonicTime.never
    /// The connections with more to read than one turn takes from one of them.
    private var unread: [Connection] = []
    /// What all connections read into.
    var buffer: [UInt8]
    let reading: Reading

    package init(_ reading: Reading = Reading()) throws(LinuxIOError) {
        self.reading = reading
        buffer = [UInt8](repeating: 0, count: reading.atOnce)
        mailbox = try ClientMailbox()
        poller = try Poller()
        pool = ConnectionPool(poller)
        names = NameTable(mailbox)
        try poller.add(mailbox.wake.descriptor)
    }

    /// The server of this name, or address without brackets.
    package func origin(host: String, port: UInt16) -> Origin { pool.origin(host: host, port: port) }

    /// Sends a request, and says what became of it; must be called on the loop.
    ///
    /// In a cancelled task it does not begin; one that is under way goes on until `cancelAll`, because to hear of each
    /// task's end would cost every request more than all cancelled ones are worth.
    package func perform(
        _ request: ClientRequest,
        isolation: isolated (any Actor)? = #isolation
    ) async -> ClientResult {
        guard !isCancelled, !Task.isCancelled else { return .failed(.cancelled, wasSent: false) }
        refreshTime()
        // Naming the actor keeps this closure on the loop: without it, it would begin on the shared threads.
        return await unsafe withUnsafeContinuation(isolation: isolation) { continuation in
            begin(unsafe Exchange(request, at: now, continuation))
        }
    }

    /// Ends at once all that is under way, each with its connection, and begins nothing more; called from anywhere.
    package func cancelAll() { mailbox.cancelAll() }

    // MARK: Requests

    private func begin(_ exchange: Exchange) {
        precondition(owner == nil || owner == Thread.current, "a request begins on the loop's own thread")
        exchange.position = exchanges.count
        exchanges.append(exchange)
        note(exchange.deadline)
        if let kept = pool.takeKept(exchange.request.origin, at: now) {
            kept.start(exchange)
            send(on: kept)
        } else {
            connect(exchange)
        }
    }

    func end(_ exchange: Exchange, _ failure: ClientFailure) {
        finish(exchange, .failed(failure, wasSent: exchange.hasLeft))
    }

    /// Ends a request; what still belongs to it is closed.
    func finish(_ exchange: Exchange, _ result: ClientResult) {
        guard !exchange.isOver else { return }
        if let connection = exchange.connection { pool.close(connection) }
        for connection in exchange.attempts.takeAll() { pool.close(connection) }
        let last = exchanges.removeLast()
        if last !== exchange {
            exchanges[exchange.position] = last
            last.position = exchange.position
        }
        exchange.resume(result)
    }

    private func endAll() {
        isCancelled = true
        for exchange in exchanges { end(exchange, .cancelled) }
    }

    func keep(_ connection: Connection) {
        if pool.keep(connection, since: now) { note(connection.end) }
    }

    // MARK: Reading on

    /// Reads on in the next turn: however fast a server sends, others and the deadlines have theirs.
    func readOn(_ connection: Connection) {
        connection.isUnread = true
        unread.append(connection)
    }

    private func takeUnread() -> [Connection] {
        defer { unread = [] }
        return unread
    }

    private func receive(on connections: [Connection]) {
        for connection in connections {
            connection.isUnread = false
            receive(on: connection)
        }
    }

    // MARK: Time

    /// When the next deadline is, or at once while there is something left to read.
    package var deadline: MonotonicTime { unread.isEmpty ? nextDue : now }

    func refreshTime() { now = clock.monotonicTime() }

    /// Has the loop come back by then.
    func note(_ due: MonotonicTime) { nextDue = min(nextDue, due) }

    /// Looks at all deadlines: no request pays for a timer of its own.
    private func sweep() {
        nextDue = .never
        for exchange in exchanges where !exchange.isOver {
            if exchange.due <= now { expire(exchange) }
            if !exchange.isOver { note(exchange.due) }
        }
        note(pool.closeOld(at: now))
    }

    private func expire(_ exchange: Exchange) {
        if exchange.deadline <= now || exchange.connection == nil && exchange.connectDeadline <= now {
            end(exchange, exchange.wasConnected ? .timedOut : .connectTimedOut)
        } else {
            tryNextAddress(exchange)
        }
    }
}

extension HTTPClient: LoopCompanion {
    package var descriptor: Int32 { poller.descriptor }
    package var isIdle: Bool { exchanges.isEmpty }

    package func wake() { mailbox.wake.signal() }

    package func turn(waitingAtMost limit: Duration) {
        owner = owner ?? Thread.current
        pool.forgetClosed()
        let waiting = takeUnread()
        var isFirst = true
        var hasMail = false
        poller.wait(atMost: limit) { happening in
            if isFirst { refreshTime() }
            isFirst = false
            if happening.descriptor == mailbox.wake.descriptor {
                hasMail = mailbox.wake.take()
            } else {
                tell(happening)
            }
        }
        if isFirst { refreshTime() }
        receive(on: waiting)
        if hasMail { takeMail() }
        if nextDue <= now { sweep() }
        pool.forgetClosed()
    }

    private func takeMail() {
        let mail = mailbox.takeAll()
        if mail.isCancelled { endAll() }
        for (host, addresses) in mail.lookedUp {
            for exchange in names.note(host, addresses, at: now) where !exchange.isOver {
                connect(exchange, to: addresses)
            }
        }
    }

    private func tell(_ happening: Poller.Happening) {
        guard let connection = pool.connection(happening.descriptor) else { return }
        if connection.exchange == nil {
            // Room to write is no news; anything to read is none that was asked for.
            if happening.isReadable { pool.dropKept(connection) }
        } else if connection.isConnected {
            connection.isEnding = connection.isEnding || happening.isHungUp
            if happening.isWritable { send(on: connection) }
            if happening.isReadable { receive(on: connection) }
        } else if happening.isWritable {
            connected(connection)
        }
    }
}
