import RelayCore
import RelayRoutes

/// What comes before a request that does not leave at once.
extension DeliveryWork {
    /// Takes the turn of a request that is about to leave, and has its echo on disk: the event may come before the answer.
    ///
    /// Whoever has asked or stood in line was out of sight meanwhile: it may have been given up, overtaken or expired. What
    /// is expected comes last, for nobody takes that back where nothing leaves after all.
    @inline(never)
    func prepare(_ request: Request, _ scene: Scene, afterAsking hasAsked: Bool, _ means: Means) async throws(Halt) {
        if hasAsked || lacksToken { try await claim() }
        if !usesToken(afterAsking: hasAsked), try await takeTurn(at: scene.destination, means) { try await claim() }
        guard let write = scene.send.echo?.write(in: request) else { return }
        var line = means.gate.line(scene.destination)
        try await expect(write, scene)
        // A reload may have put another quota in force meanwhile, or have taken it out while it stood in that line.
        while means.gate.line(scene.destination) !== line {
            line = means.gate.line(scene.destination)
            try await takeTurn(at: scene.destination, means)
            try await expect(write, scene)
        }
    }

    /// Goes on only if it is still wanted.
    func claim() async throws(Halt) {
        guard worthUntil.map({ ports.clock.now < $0 }) ?? true, case .done = try await submit(.claim(stored)) else {
            throw .halted(.unwanted)
        }
    }

    /// Has it on disk what is about to be written, unless that would go on for ever.
    func expect(_ write: EchoedWrite, _ scene: Scene) async throws(Halt) {
        let echo = ExpectedEcho(write, of: stored, scene)
        guard case .refused(let reason) = try await submit(.expect(echo)) else { return }
        guard reason.cause == PingPong.cause else { throw .halted(.unwanted) }
        await tellPingPong(echo, reason)
        throw .failed(reason)
    }

    private func submit(_ write: StoreWrite) async throws(Halt) -> StoreResult {
        do throws(StoreError) {
            return try await ports.committer.submit(write)
        } catch {
            guard error.code != .stopped else { throw .released }
            throw .halted(Verdict(.wait, cause: "store-unwritable", remedy: error.remedy, after: .seconds(5)))
        }
    }
}

extension Verdict {
    /// It is looked at anew, and then ends as what it has become; what the store has ended stays as it is.
    fileprivate static let unwanted = Verdict(.wait, cause: "not-wanted", remedy: "none, it is looked at once more")
}

extension ExpectedEcho {
    fileprivate init(_ write: EchoedWrite, of stored: StoredDelivery, _ scene: DeliveryWork.Scene) {
        self.init(
            destination: scene.destination.name,
            lead: write.lead,
            field: write.field,
            value: write.value,
            delivery: stored.id,
            attempt: scene.number,
            isReplayed: scene.history.replay != nil
        )
    }
}
