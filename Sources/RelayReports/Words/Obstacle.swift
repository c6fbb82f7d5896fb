package import CivilTime
import JSON
package import RelayCore

/// What a delivery waits for beside its time: a dead letter that holds its lane, or a destination that gets nothing.
package enum Obstacle: Sendable, Equatable {
    case letter(DeliveryID)
    /// Its destination is paused, and is looked at again then; nil where only a person ends that.
    case paused(cause: String, nextProbe: Timestamp?)
    /// Its destination cannot be reached, or fails by itself; nil where a probe is due.
    case down(cause: String, nextProbe: Timestamp?)
    /// Its API wants nothing to be asked until then.
    case closed(cause: String, until: Timestamp?)
    /// The routes file keeps what is meant for its destination.
    case kept

    init?(_ standing: Standing) {
        guard let pause = standing.pause else { return nil }
        self = .paused(cause: pause.cause, nextProbe: pause.nextProbe)
    }

    init(_ closure: QuotaClosure) { self = .closed(cause: closure.cause, until: closure.until) }

    /// A few words for a row that names the destination: `held by dl_…`.
    func remark(at now: Timestamp) -> String {
        switch self {
        case .letter(let id): "held by \(id.text)"
        case .paused(let cause, _): "paused: \(cause)"
        case .down(_, let next): "down, \(Self.probe(next, at: now))"
        case .closed(_, let until): "quota closed, \(Self.opening(until, at: now))"
        case .kept: "mode hold"
        }
    }

    /// How the delivery stands, as the end of a sentence.
    func sentence(at now: Timestamp) -> String {
        switch self {
        case .letter(let id): "held by \(id.text), a dead letter of its lane"
        case .paused(let cause, let next?): "its destination is paused: \(cause), \(Self.probe(next, at: now))"
        case .paused(let cause, nil): "its destination is paused: \(cause)"
        case .down(let cause, let next): "its destination is down: \(cause), \(Self.probe(next, at: now))"
        case .closed(let cause, let until):
            "its destination's API wants nothing for a while: \(cause), \(Self.opening(until, at: now))"
        case .kept: "the mode of its destination is hold"
        }
    }

    /// What must happen before it is sent to that destination.
    func outlook(_ destination: String) -> String {
        switch self {
        case .letter(let id): "nothing, until a person replays or discards \(id.text): the lane goes on with either"
        case .paused(_, nil): "nothing, until a person resumes \(destination)"
        case .paused: "it is sent once \(destination) works again, or a person resumes it"
        case .down: "it is sent once a probe of \(destination) is answered"
        case .closed: "it is sent once the quota of \(destination) opens, or a person resumes it"
        case .kept: "nothing, until \(destination) has another mode in the routes file"
        }
    }

    /// What a person can do about it.
    func commands(_ destination: String) -> [String] {
        switch self {
        case .letter(let id): ["leadrelay dead replay \(id.text)", "leadrelay dead discard \(id.text)"]
        case .paused, .closed: ["leadrelay resume \(destination)"]
        case .down: ["leadrelay destinations"]
        case .kept: []
        }
    }

    private static func probe(_ moment: Timestamp?, at now: Timestamp) -> String {
        guard let moment, now < moment else { return "next probe now" }
        return "next probe \(moment.relative(to: now))"
    }

    private static func opening(_ moment: Timestamp?, at now: Timestamp) -> String {
        guard let moment, now < moment else { return "opens now" }
        return "opens \(moment.relative(to: now))"
    }

    /// Writes it under the name and in the form in which destinations tell what holds them back.
    func write(to writer: inout JSONWriter) {
        writer.name("heldBy")
        writer.array { writer in
            writer.object { writer in
                switch self {
                case .letter(let id):
                    writer.member("cause", "dead-letter")
                    writer.member("delivery", id.text)
                case .paused(_, let next): Self.write("pause", until: next, &writer)
                case .down(_, let next): Self.write("breaker", until: next, &writer)
                case .closed(_, let until): Self.write("quota", until: until, &writer)
                case .kept: writer.member("cause", "mode")
                }
            }
        }
    }

    private static func write(_ cause: String, until moment: Timestamp?, _ writer: inout JSONWriter) {
        writer.member("cause", cause)
        if let moment { writer.member("until", moment.rfc3339) }
    }
}

extension DestinationList.Destination {
    /// What keeps deliveries from it; nil where nothing does.
    var obstacle: Obstacle? {
        switch state {
        case "paused": .paused(cause: cause, nextProbe: nextProbe)
        case "breaker": .down(cause: cause, nextProbe: nextProbe)
        case "quota": .closed(cause: cause, until: closedUntil)
        case "held": .kept
        default: nil
        }
    }
}
