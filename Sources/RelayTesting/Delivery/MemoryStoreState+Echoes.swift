import CivilTime
import RelayCore

/// Writes that come back as events.
extension MemoryStoreState {
    mutating func expect(_ echo: ExpectedEcho, at now: Timestamp) -> StoreResult {
        guard waiting[echo.delivery] != nil else { return .refused(Reason("not-waiting")) }
        var turns: [(delivery: DeliveryID, value: String)] = []
        for other in awaited(echo.destination, echo.lead, at: now).map({ echoes[$0].echo })
        where other.delivery != echo.delivery && other.delivery != turns.last?.delivery {
            turns.append((other.delivery, other.value))
        }
        guard echo.isReplayed || !PingPong.isSeen(in: turns.map(\.value), next: echo.value) else {
            return .refused(PingPong.reason(at: echo.destination, lead: echo.lead, values: turns.count))
        }
        echoes.removeAll { $0.echo.delivery == echo.delivery && $0.echo.attempt == echo.attempt }
        echoes.append(Awaited(echo: echo, end: now + ExpectedEcho.lifetime))
        return .done
    }

    mutating func noteEcho(of stored: StoredDelivery, _ attempt: Attempt?) {
        guard let attempt, attempt.isOfSend else { return }
        if attempt.hasChangedNothing {
            echoes.removeAll { $0.echo.delivery == stored.id && $0.echo.attempt == attempt.number }
        } else if stored.hasWritten {
            for place in echoes.indices where echoes[place].echo.delivery == stored.id {
                echoes[place].isSettled = true
            }
        }
    }

    /// None is looked for longer than if it had been written now, where the clock has been put back.
    mutating func shortenEchoes(at now: Timestamp) {
        for place in echoes.indices { echoes[place].end = min(echoes[place].end, now + ExpectedEcho.lifetime) }
    }

    mutating func match(_ new: NewEvent, at now: Timestamp) -> EchoMatch? {
        guard let lead = new.event.lead else { return nil }
        var (nearMiss, missed): (EchoMatch?, [Int]) = (nil, [])
        for report in new.reports {
            let open = awaited(report.destination, lead, at: now).filter {
                echoes[$0].echo.field == report.field && echoes[$0].canBeReported(at: new.event.occurredAt)
            }
            if let place = open.first(where: { ExactText(echoes[$0].echo.value) == ExactText(report.value) }) {
                echoes[place].isUsed = true
                return EchoMatch(report, of: echoes[place].echo.delivery, expected: echoes[place].echo.value)
            }
            nearMiss =
                nearMiss
                ?? open.last.map {
                    EchoMatch(report, of: echoes[$0].echo.delivery, expected: echoes[$0].echo.value)
                }
            missed += open
        }
        guard let occurred = new.event.occurredAt else { return nearMiss }
        for place in missed where echoes[place].isSettled {
            guard echoes[place].began + ExpectedEcho.clockDifference <= occurred else { continue }
            echoes[place].contradicted = min(echoes[place].contradicted ?? occurred, occurred)
        }
        return nearMiss
    }

    private func awaited(_ destination: String, _ lead: String, at now: Timestamp) -> [Int] {
        echoes.indices.filter { place in
            let echo = echoes[place].echo
            return echo.destination == destination && ExactText(echo.lead) == ExactText(lead) && echoes[place].end > now
        }
    }
}
