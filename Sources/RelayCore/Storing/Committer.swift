/// Stores what is handed in, together with what others hand in at the same time: a port above `DeliveryStore`.
package protocol Committer: Sendable {
    /// Returns once it is on disk.
    func submit(_ write: StoreWrite) async throws(StoreError) -> StoreResult
}
