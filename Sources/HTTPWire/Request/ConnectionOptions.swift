/// What the `Connection` fields of a head ask to become of the connection.
struct ConnectionOptions {
    private var asksToClose = false
    private var asksToStay = false

    /// Adds the options that one field lists.
    mutating func add(_ value: Span<UInt8>) {
        var start = 0
        while let element = value.nextListElement(&start) {
            let option = value.extracting(element)
            if option.readsWithoutCase("close") { asksToClose = true }
            if option.readsWithoutCase("keep-alive") { asksToStay = true }
        }
    }

    /// Whether the connection stays open behind a message of that version.
    func keepAlive(_ version: HTTPVersion) -> Bool {
        version == .http11 ? !asksToClose : asksToStay && !asksToClose
    }
}
