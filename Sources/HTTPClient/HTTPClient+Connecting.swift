import LinuxIO

extension HTTPClient {
    /// Makes a connection for a request, once its host's addresses are known.
    func connect(_ exchange: Exchange) {
        exchange.beginConnecting(at: now)
        note(exchange.due)
        if let addresses = names.addresses(of: exchange.request.origin, at: now) {
            connect(exchange, to: addresses)
        } else {
            names.wait(exchange)
        }
    }

    func connect(_ exchange: Exchange, to addresses: [IPAddress]) {
        guard !addresses.isEmpty else { return end(exchange, .unresolved) }
        exchange.attempts = ConnectAttempts(addresses)
        tryNextAddress(exchange)
    }

    /// Begins to connect to the next address, or to the one behind it where that fails at once.
    func tryNextAddress(_ exchange: Exchange) {
        while let address = exchange.attempts.takeAddress(at: now) {
            do {
                let place = SocketAddress.internet(address, port: exchange.request.origin.port)
                let connection = try Connection(to: place, for: exchange)
                try pool.add(connection)
                exchange.attempts.add(connection)
                return note(exchange.due)
            } catch {
                exchange.attempts.fail(nil, error)
            }
        }
        giveUpIfExhausted(exchange)
    }

    /// Takes note that a connection was made, or that it was not.
    func connected(_ connection: Connection) {
        guard let exchange = connection.exchange else { return }
        if let failure = connection.socket.connectingFailure() {
            exchange.attempts.fail(connection, failure)
            pool.close(connection)
            return tryNextAddress(exchange)
        }
        connection.markConnected()
        for other in exchange.attempts.takeAll() where other !== connection { pool.close(other) }
        connection.start(exchange)
        send(on: connection)
    }

    private func giveUpIfExhausted(_ exchange: Exchange) {
        if exchange.attempts.isExhausted { end(exchange, exchange.attempts.failure) }
    }
}
