package import JSON
package import RelayCore

/// One delivery of an event that goes through the routes again: what it is, or what it would be.
package struct RoutingItem: Sendable {
    package let event: EventNumber
    /// Nil for one that the event does not have yet.
    let delivery: DeliveryID?
    let address: DeliveryAddress
    let kind: Kind
    let outcome: ReplayPreview.Outcome?
    let sending: Sending
    /// The name that it had before; nil where it has the same.
    let before: DeliveryAddress?
    private let mask: Mask

    package enum Kind: String, CaseIterable, Sendable {
        /// Planned now, and never before.
        case added
        /// Planned now, and delivered by a name that the routes do not have any more.
        case renamed
        /// It would not be planned now.
        case dropped
        /// Delivered, and the same as it would be now.
        case same
        /// Delivered, and now something else.
        case changed
        /// Delivered; what it would be now is not known.
        case delivered
        case waiting
        /// A dead letter: that is for `dead replay`.
        case dead
        /// It ended without being sent, or was given up.
        case unsent
    }

    /// Whether it would leave, with the options that were given.
    enum Sending: Sendable, Equatable {
        case no
        case sent
        case beyondLimit
        /// A newer one is in its way.
        case overtaken(Reason)
        /// It is wanted, and would come to nothing: its outcome tells.
        case unfit

        enum Kind: Sendable { case no, sent, beyondLimit, overtaken, unfit }

        var kind: Kind {
            switch self {
            case .no: .no
            case .sent: .sent
            case .beyondLimit: .beyondLimit
            case .overtaken: .overtaken
            case .unfit: .unfit
            }
        }
    }

    init(
        _ event: EventNumber,
        _ delivery: DeliveryID?,
        _ address: DeliveryAddress,
        _ kind: Kind,
        _ outcome: ReplayPreview.Outcome?,
        _ sending: Sending,
        before: DeliveryAddress? = nil,
        _ mask: Mask
    ) {
        self.before = before
        self.event = event
        self.delivery = delivery
        self.address = address
        self.kind = kind
        self.outcome = outcome
        self.sending = sending
        self.mask = mask
    }

    /// Whether there is more to see of it than its count.
    package var isWorthShowing: Bool {
        [.added, .renamed, .dropped, .changed].contains(kind) || ![.no, .beyondLimit].contains(sending)
    }

    // MARK: Telling

    package var lines: [String] {
        let name = delivery?.text ?? event.text
        let place = "\(name): \(address.route), \(address.send) to \(address.destination)"
        let head = "\(place): \(kind.rawValue)\(formerName)\(fate)"
        switch outcome {
        case .changed(let differences) where kind == .added:
            return [head] + differences.map { "  \($0.name): \($0.after ?? "(left out)")" }
        case .changed(let differences):
            let unknown = differences.isEmpty ? ["  in what it differs is not known: its request was not kept"] : []
            return [head] + unknown + differences.map { "  \($0.line)" }
        case .skipped: return ["\(head), and would be skipped: its \"if\" does not hold"]
        case .asksFirst(let names): return ["\(head); its fields are known once it has asked for \(names.listed)"]
        case .impossible(let reason), .refused(let reason):
            return ["\(head), as a dead letter: \(mask.sentence(reason.detail))"]
        case .same, nil: return [head]
        }
    }

    private var formerName: String { before.map { " from \($0.route), \($0.send)" } ?? "" }

    private var fate: String {
        switch sending {
        case .no where kind == .renamed: ", and not sent again without --again: \(Self.newDelivery)"
        case .no, .unfit: ""
        case .sent where kind == .renamed: ", and sent again: \(Self.newDelivery)"
        case .sent: kind == .added ? "" : ", and sent once more"
        case .beyondLimit: ", beyond --limit"
        case .overtaken(let reason): ", and not sent: \(reason.sentence)"
        }
    }

    private static let newDelivery = "a new delivery, with a new idempotency key"

    package func write(to writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("event", event.text)
            if let delivery { writer.member("delivery", delivery.text) }
            writer.member("route", address.route)
            writer.member("send", address.send)
            writer.member("to", address.destination)
            writer.member("outcome", kind.rawValue)
            if let before {
                writer.member("formerRoute", before.route)
                writer.member("formerSend", before.send)
            }
            writer.member("sent", sending == .sent)
            if sending == .beyondLimit { writer.member("beyondLimit", true) }
            if kind == .renamed { writer.member("newKey", true) }
            if case .overtaken(let reason) = sending { reason.writeMembers(to: &writer, mask) }
            switch outcome {
            case .changed(let differences): differences.writeMember(to: &writer)
            case .skipped: writer.member("skipped", true)
            case .asksFirst(let names): writer.member("asks", names)
            case .impossible(let reason), .refused(let reason): reason.writeMembers(to: &writer, mask)
            case .same, nil: break
            }
        }
    }
}

extension [String] {
    fileprivate var listed: String { joined(separator: ", ") }
}

extension [FieldDifference] {
    func writeMember(to writer: inout JSONWriter) {
        writer.name("changes")
        writer.array { writer in
            for difference in self {
                writer.object { writer in
                    writer.member("field", difference.name)
                    if let before = difference.before { writer.member("before", before) }
                    if let after = difference.after { writer.member("after", after) }
                }
            }
        }
    }
}
