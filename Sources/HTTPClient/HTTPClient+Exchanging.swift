import HTTPWire
import LinuxIO

extension HTTPClient {
    /// Writes what is left of the connection's request, as far as there is room.
    func send(on connection: Connection) {
        guard let exchange = connection.exchange, !connection.isBroken, !exchange.isSentWhole else { return }
        connection.write(exchange)
        // The answer may have come all the same, before the server hung up on the rest of the request.
        if connection.isBroken { receive(on: connection) }
    }

    /// Reads what has come on a connection; to its end where there is one, but no more than belongs into one turn.
    func receive(on connection: Connection) {
        guard !connection.isUnread else { return }
        var room = reading.inTurn
        while let exchange = connection.exchange {
            guard room > 0 else { return readOn(connection) }
            // The buffer belongs to all connections, and what is in it is used up before the next one reads.
            switch connection.read(into: &buffer) {
            case .bytes(let count):
                // Its own reference, because a span may not outlive a look at a property; nobody writes meanwhile.
                let received = buffer
                take(received.span.extracting(first: count), on: connection, exchange)
                // All that was there has been read, and the kernel tells of more.
                if count < buffer.count, !connection.isEnding, !connection.isBroken { return }
                room -= count
            case .blocked where connection.isBroken: return lost(connection, exchange)
            case .blocked: return
            case .ended, .lost: return lost(connection, exchange)
            }
        }
    }

    private func take(_ bytes: Span<UInt8>, on connection: Connection, _ exchange: Exchange) {
        do throws(AnswerFault) {
            switch try connection.answer.take(bytes) {
            case .needsMore: return
            case .whole(let hasRest): answered(connection, exchange, hasRest: hasRest)
            case .cut: deliver(connection.answer.takeAnswer(isCut: true), exchange)
            }
        } catch {
            giveUpReading(connection, exchange, error)
        }
    }

    /// What comes cannot be read; but where its status is known, that is what became of the request.
    private func giveUpReading(_ connection: Connection, _ exchange: Exchange, _ fault: AnswerFault) {
        // Who reads asks for the body, and may ask again; who writes must not do twice what was done.
        if fault != .tooLong, !exchange.request.isRepeatable, let answer = connection.answer.takeUnreadable() {
            finish(exchange, .answered(answer))
        } else {
            end(exchange, fault == .tooLong ? .tooLong : .malformed)
        }
    }

    /// The answer is whole: the connection waits for the next request, if it can carry one.
    private func answered(_ connection: Connection, _ exchange: Exchange, hasRest: Bool) {
        let canCarry = !hasRest && exchange.isSentWhole && !connection.isBroken && !connection.isEnding
        let isReusable = canCarry && connection.answer.keepsAlive
        let answer = connection.answer.takeAnswer(isCut: false)
        if isReusable {
            exchange.letGo()
            keep(connection)
        }
        deliver(answer, exchange)
    }

    private func deliver(_ answer: ClientAnswer?, _ exchange: Exchange) {
        finish(exchange, answer.map { .answered($0) } ?? .failed(.malformed, wasSent: exchange.hasLeft))
    }

    /// The peer has ended the connection, or it was lost.
    private func lost(_ connection: Connection, _ exchange: Exchange) {
        if connection.answer.isWholeAtClose, !connection.isLost {
            do throws(AnswerFault) {
                try connection.answer.checkEnd()
                deliver(connection.answer.takeAnswer(isCut: false), exchange)
            } catch {
                giveUpReading(connection, exchange, error)
            }
        } else if mayRepeat(connection, exchange) {
            pool.close(connection)
            exchange.repeatAnew()
            connect(exchange)
        } else {
            end(exchange, connection.answer.hasStatus ? .cut : .reset)
        }
    }

    /// Whether a server that had hung up on the kept connection before the request came is the likelier reason, and
    /// where it is not, no harm is done.
    private func mayRepeat(_ connection: Connection, _ exchange: Exchange) -> Bool {
        guard connection.hasCarried, !connection.hasBytesOfAnswer, !exchange.isRepeated else { return false }
        return exchange.request.isRepeatable || !exchange.hasLeft
    }
}
