import CivilTime
import RelayCore

/// Refusals that speak of a broken account, and are too few to pause it.
extension Deliverer {
    func noteDoubt(_ breakage: Breakage, to stored: StoredDelivery, _ open: OpenAccount) {
        let now = ports.clock.now
        guard open.account.pause.isWorthALook(breakage, to: stored.id, open.policy, at: now) else { return }
        open.isToldDoubtful = true
        open.isDoubtOfLookup = breakage.verdict.cause.hasPrefix(Verdict.ofLookup)
        // Each time anew: somebody may have taken it off that list.
        let (name, call) = (open.destination, breakage.call)
        untoldDoubts.append(.attend(Attention(doubting: name, breakage.verdict, call: call, sample: stored.id)))
    }

    /// It works, or is paused: nobody has to be told that it may not work.
    func endDoubt(of open: OpenAccount) {
        guard open.isToldDoubtful else { return }
        (open.isToldDoubtful, open.isDoubtOfLookup) = (false, false)
        untoldDoubts.append(.attended(.doubt(of: open.destination)))
    }

    func tellDoubts() async {
        while !untoldDoubts.isEmpty {
            let write = untoldDoubts.removeFirst()
            if case .attend(let attention, _) = write {
                await ports.attend(attention, "destination doubtful")
            } else {
                // What cannot be stored is let go: whoever looks at it can clear it.
                _ = try? await ports.committer.submit(write)
            }
        }
    }
}
