import CivilTime
import LinuxIO
import RelayCore
import RelayLog
import RelayRoutes

/// Quotas that are closed because an API wants nothing for a while.
extension Deliverer {
    /// Takes note of whether a quota is closed by now, for all that draw from it.
    func followClosure(of line: QuotaLine, _ cause: String? = nil, at now: Timestamp) {
        let before = line.closure
        if line.followClosure(cause, at: now) {
            let sharers = orderedAccounts.filter { $0.line === line }
            changedClosures += sharers.map(\.destination)
            if let closure = line.closure, before == nil, closure.isNotable || closure.cause != "ratelimit" {
                for open in sharers { tell(closure, open) }
            }
            signal.raise()
        }
        if let alarm = line.closureAlarm(at: now) { setAlarm(at: alarm, for: line) }
    }

    private func tell(_ closure: QuotaClosure, _ open: OpenAccount) {
        ports.log.write(
            .info,
            "quota closed",
            [
                "destination": .string(open.destination), "cause": .string(closure.cause),
                "until": .string(closure.until.rfc3339),
            ]
        )
    }

    /// Forgets that the API of a destination wants nothing, and takes up what waits for that, wherever the same quota is
    /// drawn from.
    func reopen(_ open: OpenAccount) {
        guard let line = open.line, line.reopen() != nil else { return }
        for other in orderedAccounts where other.line === line {
            changedClosures.append(other.destination)
            wake(what: nil, and: ["quota", Verdict.rateLimited], keptFrom: other)
        }
    }

    /// Takes over what APIs told the process before this one.
    func takeClosures(_ reader: DeliveryReader, at now: Timestamp) throws(StoreError) {
        for (destination, stored) in try reader.closures().sorted(by: { $0.key < $1.key }) {
            guard routing.table.destinations[destination] != nil else { continue }
            let open = account(at: destination)
            open.storedClosure = stored
            changedClosures.append(destination)
            let closure = stored.following(now)
            let wasResumed = commanded.contains(destination) && open.account.pause.current == nil
            guard now < closure.until, !wasResumed, let line = line(for: open, at: now) else { continue }
            line.close(closure, at: now)
            followClosure(of: line, at: now)
        }
    }

    // MARK: Storing

    /// Stores for how long nothing may be asked of destinations, once a change.
    func storeClosures() async {
        while let destination = changedClosures.popLast() {
            do throws(StoreError) {
                try await storeClosure(of: account(at: destination))
            } catch {
                ports.log.write(
                    .error,
                    "closure not stored",
                    ["destination": .string(destination), "error": .string("\(error)")]
                )
            }
        }
    }

    private func storeClosure(of open: OpenAccount) async throws(StoreError) {
        let (before, closure) = (open.storedClosure, open.line?.closure.flatMap { $0.isKept ? $0 : nil })
        guard closure != before else { return }
        open.storedClosure = closure
        do throws(StoreError) {
            _ = try await ports.committer.submit(.closure(of: open.destination, closure))
            if let closure, closure.isLong {
                _ = try await ports.committer.submit(.attend(Attention(closure, of: open.destination)))
            } else if before?.isLong ?? false {
                _ = try await ports.committer.submit(.attended(.closure(of: open.destination)))
            }
        } catch {
            open.storedClosure = before
            throw error
        }
    }
}
