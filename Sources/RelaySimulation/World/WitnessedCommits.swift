import RelayCore

/// The group commit as the deliverer uses it, and beside it somebody who writes down what it has resolved to send.
final class WitnessedCommits: Committer {
    private let commits: any Committer
    private let chronicle: Chronicle
    private let time: WorldTime
    private let life: Int

    init(_ commits: any Committer, _ chronicle: Chronicle, _ time: WorldTime, life: Int) {
        (self.commits, self.chronicle, self.time, self.life) = (commits, chronicle, time, life)
    }

    func submit(_ write: StoreWrite) async throws(StoreError) -> StoreResult {
        switch write {
        case .claim(let stored): note(stored.id, isClaim: true)
        case .expect(let echo): note(echo.delivery, isClaim: false)
        default: break
        }
        return try await commits.submit(write)
    }

    private func note(_ id: DeliveryID, isClaim: Bool) {
        let resolve = Resolve(isClaim: isClaim, life: life, moment: time.moment())
        chronicle.with { $0.resolves[id, default: []].append(resolve) }
    }
}
