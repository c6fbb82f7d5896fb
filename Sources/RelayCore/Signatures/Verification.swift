/// What came of looking at a request's signature.
package enum Verification: Equatable, Sendable {
    /// The positions of the scheme and of the secret that matched; no secret where the scheme wants none.
    case verified(scheme: Int, secret: Int?)
    case rejected(Rejection)
}
