import CivilTime
package import JSON

extension ReplayOrder {
    func write(to writer: inout JSONWriter) {
        subject.writeMember(to: &writer)
        writer.member("manner", manner.rawValue)
        if let pace {
            writer.member("count", pace.count)
            writer.member("microseconds", Int(pace.period / .microseconds(1)))
        }
        if let limit { writer.member("limit", limit) }
        if let expected { writer.member("expected", expected) }
        writer.member("by", by)
        if let key { writer.member("key", key) }
    }

    init?(_ json: JSONValue) {
        guard let subject = Subject(json), let by = json["by"]?.string else { return nil }
        let pace = json["count"]?.int.flatMap { count in
            json["microseconds"]?.int.map { Rate(count: Int(count), period: .microseconds($0)) }
        }
        guard pace.map({ $0.count > 0 && $0.period > .zero }) ?? (json["count"] == nil) else { return nil }
        self.init(
            subject,
            Delivery.Replay(rawValue: json["manner"]?.int.map { Int($0) } ?? 0),
            pace: pace,
            limit: json["limit"]?.int.map { Int($0) },
            expected: json["expected"]?.int.map { Int($0) },
            by: by
        )
        key = json["key"]?.string
    }
}

extension ReplayOrder.Subject {
    package func writeMember(to writer: inout JSONWriter) {
        switch self {
        case .letters(let filter):
            writer.name("letters")
            filter.write(to: &writer)
        case .events(let filter):
            writer.name("events")
            filter.write(to: &writer)
        }
    }

    /// Nil where it is neither, or both.
    package init?(_ json: JSONValue) {
        switch (json["letters"].map { LetterFilter($0) }, json["events"].map { EventFilter($0) }) {
        case (let filter??, nil): self = .letters(filter)
        case (nil, let filter??): self = .events(filter)
        default: return nil
        }
    }
}
