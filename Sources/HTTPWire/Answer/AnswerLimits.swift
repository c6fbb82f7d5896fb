extension RequestLimits {
    /// How much of an answer's head and trailers is taken: more than any server sends in good faith.
    ///
    /// Its body has no limit here; whoever keeps it cuts it.
    static let answers: RequestLimits = {
        var limits = RequestLimits()
        limits.requestLine = limits.head
        limits.head = 64 << 10
        limits.fields = 1_000
        limits.trailers = 64 << 10
        limits.chunkExtensions = 64 << 10
        return limits
    }()
}
