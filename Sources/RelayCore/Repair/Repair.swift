import JSON

/// What a person does about dead letters, beside sending one again or giving it up.
package enum Repair: Sendable, Equatable {
    /// Fields of a delivery get other values, for all of its further attempts; it is then sent again, unless that is nil.
    case edit(DeliveryID, DeliveryEdit, replaying: Delivery.Replay?)
    /// Dead letters are to be sent again, one after the other.
    case begin(ReplayOrder)
    /// A job goes on.
    case advance(ReplayBatch)
    case stop(ReplayJobID)
    case resume(ReplayJobID)

    /// Whether it does no more when it is carried out twice.
    package var isSameTwice: Bool {
        switch self {
        case .begin(let order): order.key != nil
        case .stop, .resume, .advance: true
        case .edit: false
        }
    }

    /// Whether events get deliveries that they did not have.
    var bringsMore: Bool {
        if case .advance(let batch) = self { batch.events.contains { !$0.added.isEmpty } } else { false }
    }
}

// MARK: - As a node is asked for it

extension Repair {
    /// Empty for what only the node itself does.
    package var json: [UInt8] {
        var writer = JSONWriter()
        writer.object { writer in
            switch self {
            case .edit(let id, let edit, let replay):
                writer.member("edit", id.text)
                edit.write(to: &writer)
                if let replay { writer.member("replay", replay.rawValue) }
            case .begin(let order): order.write(to: &writer)
            case .stop(let id): writer.member("stop", id.text)
            case .resume(let id): writer.member("resume", id.text)
            case .advance: break
            }
        }
        return writer.bytes
    }

    /// Nil for what nobody may ask for.
    package init?(json bytes: [UInt8]) {
        guard let root = try? JSONDocument(bytes).root else { return nil }
        if let id = root["edit"]?.string.flatMap({ DeliveryID(text: $0) }), let edit = DeliveryEdit(root) {
            self = .edit(id, edit, replaying: root["replay"]?.int.map { Delivery.Replay(rawValue: Int($0)) })
        } else if let id = root["stop"]?.string.flatMap({ ReplayJobID(text: $0) }) {
            self = .stop(id)
        } else if let id = root["resume"]?.string.flatMap({ ReplayJobID(text: $0) }) {
            self = .resume(id)
        } else if let order = ReplayOrder(root) {
            self = .begin(order)
        } else {
            return nil
        }
    }
}
