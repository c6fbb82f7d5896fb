import CEL
import RelayCore
import RelayRoutes

/// What a person wants otherwise for one delivery.
extension DeliveryWork {
    /// Whether others are asked before its request is known.
    func asksFirst(_ scene: Scene) -> Bool {
        !scene.send.lookups.isEmpty && !scene.history.isWantedAsSent
    }

    /// Its request, made anew or as it was sent; looks for what a person has changed only where somebody had it sent
    /// again, for only then anybody can have.
    func rendering(
        of scene: Scene,
        _ lookups: [String: Value],
        _ reader: DeliveryReader
    ) throws(Halt) -> Rendering {
        guard !scene.history.isWantedAsSent else {
            return try Halt.translating { () throws(RenderError) in
                let original = try OriginalRequest(lastOf: scene.before, digest: ports.digest)
                return .request(try original.request(for: scene.send, key: scene.key))
            }
        }
        return try rendering(of: scene, lookups, overrides: try overrides(of: scene, reader))
    }

    /// What a person has given its fields in place of what the templates come to.
    func overrides(of scene: Scene, _ reader: DeliveryReader) throws(Halt) -> FieldOverrides {
        guard scene.history.replay != nil, !scene.history.isWantedAsSent else { return .none }
        let edits = try Halt.reading { () throws(StoreError) in try reader.edits(of: stored.id) }
        return FieldOverrides(edits.changes)
    }

    private func rendering(
        of scene: Scene,
        _ lookups: [String: Value],
        overrides: FieldOverrides
    ) throws(Halt) -> Rendering {
        try Halt.translating { () throws(RenderError) in
            try routing.table.render(
                scene.send,
                for: scene.event,
                lookups: lookups,
                key: scene.key,
                overrides: overrides
            )
        }
    }
}
