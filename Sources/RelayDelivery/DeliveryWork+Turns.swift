import RelayCore
import RelayRoutes

extension DeliveryWork {
    /// What a request must wait for, if anything, before it may be made.
    enum Turn {
        case free
        case inLine(QuotaRequest)
        /// It takes too long to keep others waiting for it.
        case later(Duration)
        /// The process goes down.
        case never
    }

    /// Whether its first request is made with the token that it was begun with, which is used up with that. One that was
    /// drawn before something else was asked was for that moment.
    func usesToken(afterAsking hasAsked: Bool) -> Bool {
        guard !hasAsked, !lacksToken else { return false }
        permit?.use()
        return true
    }

    /// Waits until one more request may be made at a destination, beside the one that the delivery was begun with, and
    /// says whether that took a while.
    @discardableResult
    func takeTurn(at destination: Destination, _ means: Means) async throws(Halt) -> Bool {
        var hasWaited = false
        while true {
            switch means.gate.turn(destination, stored.share) {
            case .free: return hasWaited
            case .inLine(let request):
                await request.wait()
                if request.isGranted { return true }
                hasWaited = true
            case .later(let rest):
                throw .halted(Verdict(.wait, cause: "quota", remedy: "none, it goes on by itself", after: rest))
            case .never: throw .released
            }
        }
    }
}
