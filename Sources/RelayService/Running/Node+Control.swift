import HTTPServer
import LinuxIO
import RelayCore
import RelayDelivery
import RelayHTTP
import RelayRoutes
import RelayStore

extension Node {
    func controlServer() throws -> HTTPServer {
        let actions = ControlHandler.Actions(
            isReady: { [writer] in await writer.isReady() },
            status: { try await self.status() },
            reload: { [reloader] isForced in await reloader.reload(isForced: isForced) },
            submit: { [writer, deliverer, replays] write throws(StoreError) in
                let result = try await writer.submit(write)
                await deliverer.lookAgain()
                replays.wake()
                return result
            },
            destinations: { isCounting in
                await self.board(isCounting ? try await self.read { try $0.backlogs() } : []).json
            },
            pause: { [deliverer] name, reason throws(StoreError) in
                try await deliverer.pause(name, reason: reason)
            },
            resume: { [deliverer] name, ramp throws(StoreError) in
                try await deliverer.resume(name, over: ramp)
            }
        )
        let configuration = HTTPServerConfiguration(
            endpoints: [HTTPServerConfiguration.Endpoint(.local(path: folder.controlSocket))]
        )
        do {
            return try HTTPServer(configuration, on: [loops[0]], handler: ControlHandler(actions))
        } catch {
            throw ServiceFailure(["\(error). Its path must be short: choose another folder with --data."])
        }
    }

    private func status() async throws -> [UInt8] {
        let (counts, backlogs) = try await read { (try $0.counts(), try $0.backlogs()) }
        return NodeStatus(
            fingerprint: reloader.fingerprint,
            addresses: server.addresses.map { "\($0)" },
            // As `health` finds out, so that the two never disagree.
            isReady: await writer.isReady(),
            counts: counts,
            rejections: rejections.counts,
            board: await board(backlogs)
        ).json
    }

    /// Asks the store beside all else that goes on.
    private func read<Value: Sendable>(
        _ question: @escaping @Sendable (StoreReader) throws -> Value
    ) async throws -> Value {
        try await BackgroundThread.run(name: "status") { [folder] in
            try question(StoreReader(StoreFile(folder.database)))
        }
    }

    private func board(_ backlogs: [Backlog]) async -> DestinationBoard {
        DestinationBoard(
            entries: reloader.routing.table.file.destinations,
            backlogs: backlogs,
            standings: await deliverer.standings(),
            holds: await deliverer.holds(),
            quotas: await deliverer.quotas(),
            askers: reloader.routing.table.askers
        )
    }
}
