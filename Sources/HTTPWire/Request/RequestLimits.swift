/// How much of each part of a request is taken, in bytes unless it says otherwise.
package struct RequestLimits: Sendable, Hashable {
    /// Method, target and version, without the end of their line; past it the answer is 414.
    package var requestLine = 8_192
    /// From the request line to the empty line, both counted; past it the answer is 431.
    package var head = 16_384
    /// How many fields a head may have, and how many trailers.
    package var fields = 100
    package var body = 262_144
    /// All trailers with the empty line behind them.
    package var trailers = 4_096
    /// What the chunks of one body may carry behind their sizes, all together.
    package var chunkExtensions = 4_096

    package init() {}
}
