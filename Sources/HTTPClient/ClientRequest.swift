/// A request as it goes out: with all its secrets, so it has no description and goes nowhere else.
package struct ClientRequest: CustomStringConvertible, CustomReflectable {
    package let origin: Origin
    /// Head and body, as they stand on the wire.
    package let bytes: [UInt8]
    /// Whether a server may get it twice without harm, as HTTP defines the method.
    let isRepeatable: Bool
    /// Whether only the head of an answer is asked for.
    let isBodiless: Bool
    package var connectTimeout: Duration = .seconds(10)
    /// How long it may take, connecting included.
    package var timeout: Duration = .seconds(30)
    /// How much of the answer's body is kept, counted after decompression.
    package var answerLimit = 1 << 20

    package init(_ method: String, to origin: Origin, bytes: [UInt8]) {
        self.origin = origin
        self.bytes = bytes
        isBodiless = method == "HEAD"
        isRepeatable = isBodiless || method == "GET"
    }

    package var description: String { "a request to \(origin.host)" }
    package var customMirror: Mirror { Mirror(self, children: [:]) }
}
