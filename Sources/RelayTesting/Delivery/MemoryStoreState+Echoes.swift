import CivilTime
import RelayCore

/// Writes that come back as events.
extension MemoryStoreState {
    mutating func expect(_ echo: ExpectedEcho, at now: Timestamp) -> StoreResult {
        guard waiting[echo.delivery] != nil else {
            forgetEcho(of: echo.delivery, attempt: echo.attempt)
            return .refused(Reason("not-waiting"))
        }
        var turns: [(delivery: DeliveryID, value: String)] = []
        for other in awaited(echo.destination, echo.lead, at: now).map({ echoes[$0].echo })
        where other.delivery != echo.delivery && other.delivery != turns.last?.delivery {
            turns.append((other.delivery, other.value))
        }
        guard echo.isReplayed || !PingPong.isSeen(in: turns.map(\.value), next: echo.value) else {
            return .refused(PingPong.reason(at: echo.destination, lead: echo.lead, values: turns.count))
        }
        forgetEcho(of: echo.delivery, attempt: echo.attempt)
        echoes.append(Awaited(echo: echo, write: AwaitedWrite(until: now + ExpectedEcho.lifetime)))
        return .done
    }

    mutating func noteEcho(of stored: StoredDelivery, _ attempt: Attempt?) {
        guard let attempt, attempt.isOfSend else { return }
        if attempt.hasChangedNothing {
            forgetEcho(of: stored.id, attempt: attempt.number)
        } else if stored.hasWritten {
            for place in echoes.indices where echoes[place].echo.delivery == stored.id {
                echoes[place].write.isSettled = true
            }
        }
    }

    private mutating func forgetEcho(of id: DeliveryID, attempt: Int) {
        echoes.removeAll { $0.echo.delivery == id && $0.echo.attempt == attempt }
    }

    /// None is looked for longer than if it had been written now, where the clock has been put back.
    mutating func shortenEchoes(at now: Timestamp) {
        let last = now + ExpectedEcho.lifetime
        for place in echoes.indices { echoes[place].write.end = min(echoes[place].write.end, last) }
    }

    mutating func match(_ new: NewEvent, at now: Timestamp) -> EchoMatch? {
        guard let lead = new.event.lead else { return nil }
        let open = new.reports.flatMap { report in
            awaited(report.destination, lead, at: now)
                .filter {
                    echoes[$0].echo.field == report.field && echoes[$0].write.canBeReported(at: new.event.occurredAt)
                }
                .map { (report: report, place: $0) }
        }
        let repeated = open.filter { ExactText(echoes[$0.place].echo.value) == ExactText($0.report.value) }
        if let (report, place) = repeated.min(by: { $0.place < $1.place }) {
            echoes[place].write.isUsed = true
            return EchoMatch(report, of: echoes[place].echo.delivery, expected: echoes[place].echo.value)
        }
        let near = open.first.flatMap { first in open.last { $0.report == first.report } }
        let nearMiss = near.map {
            EchoMatch($0.report, of: echoes[$0.place].echo.delivery, expected: echoes[$0.place].echo.value)
        }
        guard let occurred = new.event.occurredAt else { return nearMiss }
        for place in open.map(\.place) where echoes[place].write.isContradicted(at: occurred) {
            echoes[place].write.contradicted = min(echoes[place].write.contradicted ?? occurred, occurred)
        }
        return nearMiss
    }

    private func awaited(_ destination: String, _ lead: String, at now: Timestamp) -> [Int] {
        echoes.indices.filter { place in
            let echo = echoes[place].echo
            return echo.destination == destination && ExactText(echo.lead) == ExactText(lead)
                && echoes[place].write.end > now
        }
    }
}
