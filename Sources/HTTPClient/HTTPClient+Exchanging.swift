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

    /// Reads what has come on a connection; to its end where there is one.
    func receive(on connection: Connection) {
        while let exchange = connection.exchange {
            // The buffer belongs to all connections, and what is in it is used up before the next one reads.
            switch connection.read(into: &buffer) {
            case .bytes(let count):
                // Its own reference, because a span may not outlive a look at a property; nobody writes meanwhile.
                let received = buffer
                take(received.span.extracting(first: count), on: connection, exchange)
                // All that was there has been read, and the kernel tells of more.
                if count < buffer.count, !connection.isEnding, !connection.isBroken { return }
            case .blocked where connection.isBroken: return lost(connection, exchange)
            case .blocked: return
            case .ended: return lost(connection, exchange)
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
            end(exchange, error == .tooLong ? .tooLong : .malformed)
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
        if connection.answer.isWholeAtClose {
            guard (try? connection.answer.checkEnd()) != nil else { return end(exchange, .malformed) }
            deliver(connection.answer.takeAnswer(isCut: false), exchange)
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
