package import CivilTime
import JSON
import LinuxIO
import Quotation
import RelayAuthoring
import RelayCore
import RelayRoutes
import RelayStore

extension ControlClient {
    /// How the destinations stand, as JSON: as the node that runs says, else as the store and the routes file do.
    package func destinations(routes path: String, at now: Timestamp) throws -> [UInt8] {
        if let reply = try? ask("GET", "/destinations") {
            guard reply.isSuccess else { throw ServiceFailure(reply.problems) }
            return reply.body
        }
        let ledger = try folder.openLedger()
        let bytes = try FileBytes.readRegular(path: path, limit: Configuration.sizeLimit)
        guard let file = RoutesFile.read(bytes).file else {
            throw ServiceFailure(["\(path.shown): this is no routes file. See what is wrong with: leadrelay check"])
        }
        // One that does not pass every check tells no less of how they stand.
        let table = try? Configuration(path: path, bytes: bytes).report.table
        return try DestinationBoard(ledger, file.destinations, askers: table?.askers ?? [:], at: now).json
    }

    /// How the destinations stand without what waits for them, as the node says that runs; nil where none does.
    package func standings() -> [UInt8]? {
        guard let reply = try? ask("GET", "/destinations/standings"), reply.isSuccess else { return nil }
        return reply.body
    }

    /// Sends nothing more to a destination, for a reason that a person gives.
    package func pause(_ destination: String, reason: String, at now: Timestamp) throws -> Reply {
        var body = JSONWriter()
        body.object { $0.member("reason", reason) }
        let pause = DestinationPause.byOperator(reason: reason, since: now)
        return try change(destination, "pause", body.bytes, .paused(pause), at: now)
    }

    /// Sends to a destination again, over that time from one delivery at a time up to all that is configured.
    package func resume(_ destination: String, over ramp: Duration?, at now: Timestamp) throws -> Reply {
        var body = JSONWriter()
        body.object { writer in if let ramp { writer.member("ramp", Int(ramp.components.seconds)) } }
        let standing = ramp.map { Standing.ramping(Ramp(since: now, until: now + $0)) }
        return try change(destination, "resume", body.bytes, standing, at: now)
    }

    private func change(
        _ destination: String,
        _ verb: String,
        _ body: [UInt8],
        _ standing: Standing?,
        at now: Timestamp
    ) throws -> Reply {
        let name = PercentEncoding.encode(destination)
        do throws(Unreachable) {
            return try ask("POST", "/destinations/\(name)/\(verb)", body)
        } catch {
            var writes: [StoreWrite] = [.standing(of: destination, standing), .attended(.pause(of: destination))]
            // Who resumes it wants its failures forgotten.
            if standing?.pause == nil {
                writes += [.attended(.downtime(of: destination)), .attended(.doubt(of: destination))]
                writes += try reopening(destination)
            }
            return try changeAlone(writes, at: now)
        }
    }

    /// What forgets that an API wants nothing, at all that were told so at once: they draw from the same quota.
    private func reopening(_ destination: String) throws(StoreError) -> [StoreWrite] {
        let closures = try folder.openLedger().closures()
        guard let closure = closures[destination] else { return [] }
        return closures.filter { $0.value == closure }.keys.sorted()
            .flatMap { [.closure(of: $0, nil), .attended(.closure(of: $0))] }
    }
}
