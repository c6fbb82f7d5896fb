import JSON

/// An event's deliveries as they were planned, as JSON in one column: the number of each one's send, with the lead
/// where that is another than the event's; null for one of which a row tells from the start.
enum StoredPlan {
    struct Planned {
        let send: Int64
        let lead: String?
    }

    /// Nothing, for an event without deliveries.
    static func text(of deliveries: [Planned?], beside lead: String?) -> String? {
        guard !deliveries.isEmpty else { return nil }
        var writer = JSONWriter(capacity: 8 * deliveries.count)
        writer.array { writer in
            for planned in deliveries {
                guard let planned else {
                    writer.null()
                    continue
                }
                guard planned.lead != lead else {
                    writer.int(planned.send)
                    continue
                }
                writer.array { writer in
                    writer.int(planned.send)
                    if let lead = planned.lead { writer.string(lead) } else { writer.null() }
                }
            }
        }
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    static func deliveries(of text: String, beside lead: String?) -> [Planned?] {
        guard !text.isEmpty, let document = try? JSONDocument(text) else { return [] }
        return document.root.elements.map { element in
            if let send = element.int { return Planned(send: send, lead: lead) }
            let parts = Array(element.elements)
            guard parts.count == 2, let send = parts[0].int else { return nil }
            return Planned(send: send, lead: parts[1].string)
        }
    }
}
