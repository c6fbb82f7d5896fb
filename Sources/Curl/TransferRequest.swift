/// A request as libcurl takes it: with all its secrets, so it has no description and goes nowhere else.
package struct TransferRequest: Sendable, CustomStringConvertible, CustomReflectable {
    package let method: String
    package let url: String
    package var headers = HeaderLines()
    package var body: [UInt8]?
    package var settings: TransferSettings

    package init(method: String, url: String, settings: TransferSettings) {
        self.method = method
        self.url = url
        self.settings = settings
    }

    /// Whether a server may get it twice without harm, as HTTP defines the method.
    package var isRepeatable: Bool { method == "GET" || method == "HEAD" }

    package var description: String { "a request by \(method)" }
    package var customMirror: Mirror { Mirror(self, children: [:]) }
}
