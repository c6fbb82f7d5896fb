import CivilTime
import RelayAuthoring
import RelayCore
import RelayRoutes

/// What happens to a delivery next, and what a person can do about it.
struct Advice {
    let words: DeliveryWords
    /// Deliveries of the same lane that come first, the nearest to its turn first.
    let ahead: [DeliverySummary]

    /// Why it would not be sent again as it is, because of a newer one.
    var overtaking: Reason?

    private var stored: StoredDelivery { words.summary.stored }

    var sentence: String {
        switch stored.delivery.state {
        case .waiting(let due, _):
            if let obstacle = words.obstacle { return obstacle.outlook(stored.address.destination) }
            if let first = ahead.first {
                let others = ahead.count == 1 ? "one stands" : "\(ahead.count) stand"
                return "\(others) before it in its lane; it is sent after \(first.stored.id.text)"
            }
            let time =
                due <= words.now ? "as soon as there is room" : "\(due.relative(to: words.now)), at \(due.inSentence)"
            return "it is sent to \(stored.address.destination) \(time)"
        case .inFlight: return "its answer is awaited"
        case .finished(let fate, _) where fate.isDeadLetter:
            let newer = overtaking.map { "; \($0.detail), so that only --even-if-stale sends it" } ?? ""
            return "nothing, unless a person has it sent again or gives it up\(newer)"
        case .finished(.discarded, _): return "nothing, unless a person has it sent again"
        case .finished: return "nothing: it has ended"
        }
    }

    /// The lane in words.
    var lane: String {
        stored.lane.map { "\($0.lead), in order with all else for it at \($0.destination)" }
            ?? "one of its own: it waits for nobody"
    }

    private var replay: String {
        "leadrelay dead replay \(stored.id.text)\(overtaking == nil ? "" : " --even-if-stale")"
    }

    var commands: [String] {
        var commands: [String] = []
        let id = stored.id.text
        switch stored.delivery.state {
        case .finished(let fate, _) where fate.isDeadLetter:
            commands = [replay, "leadrelay dead discard \(id)"]
        case .finished(let fate, _) where fate.isOvertaken: commands = ["leadrelay dead replay \(id) --even-if-stale"]
        case .finished(.discarded, _): commands = [replay]
        case .waiting:
            commands = words.obstacle?.commands(stored.address.destination) ?? []
            commands.append("leadrelay dead discard \(id)")
        case .inFlight, .finished: break
        }
        let cause = words.reason.cause
        if WhyPages(.embedded).page(for: cause) != nil { commands.append("leadrelay why \(cause)") }
        return commands + ["leadrelay events show \(stored.id.event.text)"]
    }
}
