package import LinuxIO

extension SocketAddress {
    /// Reads an address as the command line and a routes file have it: `127.0.0.1:8080`, `:8080` for every interface,
    /// `localhost:8080`, or `unix:/run/leadrelay.sock`.
    package init?(setting text: String) {
        if text.hasPrefix("unix:") {
            self = .local(path: String(text.dropFirst("unix:".count)))
        } else if text.hasPrefix(":") {
            self.init("0.0.0.0\(text)")
        } else if text.hasPrefix("localhost:") {
            self.init("127.0.0.1\(text.dropFirst("localhost".count))")
        } else {
            self.init(text)
        }
    }
}
