package import CEL
package import RelayCore

/// The read of a lead before a send writes it, which shows whether it has already what would be written.
package final class PriorRead: Sendable {
    package let call: Call
    package let condition: AlreadyCondition
    /// The fields of the read, with the templates of the send.
    let fields: [Send.FilledField]

    /// Nil where its destination does not want it, or where no read can show all that the send writes.
    init?(before write: Call, _ filled: [Send.FilledField], at destination: Destination) {
        guard destination.readsBeforeWrite, let already = write.already,
            let condition = destination.already(for: write),
            let call = destination.contract.calls[already.read],
            !filled.contains(where: { already.unseen.contains($0.field.name) })
        else { return nil }
        let fields = already.fields.compactMap { name, source -> Send.FilledField? in
            guard let field = call.field(name), let given = filled.first(where: { $0.field.name == source }) else {
                return nil
            }
            return Send.FilledField(field: field, template: given.template, json: given.json)
        }
        let names = Set(fields.map(\.field.name))
        guard call.fields.allSatisfy({ !$0.isRequired || names.contains($0.name) }),
            call.identifiers.isEmpty || !names.isDisjoint(with: call.identifiers)
        else { return nil }
        (self.call, self.condition, self.fields) = (call, condition, fields)
    }
}

extension RouteTable {
    /// What is asked about a lead before a send writes it; nil where none is read, or where this event does not say
    /// which lead that is in a way that the read understands.
    package func priorRead(of send: Send, for event: Event, lookups: [String: Value] = [:]) -> Inquiry? {
        guard let read = send.priorRead else { return nil }
        return try? Inquiry(read.call, read.fields, at: send.destination, activation(of: send, for: event, lookups))
    }
}
