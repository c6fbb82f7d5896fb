import LinuxIO

/// nginx, where it is installed: what a listener on one processor does that checks, plans and stores nothing.
final class NginxReference: Sendable {
    let address: SocketAddress
    private let program: ChildProgram

    private init(_ program: ChildProgram, _ address: SocketAddress) {
        (self.program, self.address) = (program, address)
    }

    /// Where it is, by `PATH`; nil where it is not.
    static var path: String? {
        let folders = (ProcessEnvironment.value(of: "PATH") ?? "").split(separator: ":")
        return folders.map { "\($0)/nginx" }.first { PrivateFile.size(of: $0) > 0 }
    }

    /// Starts one worker that answers every request with 200.
    static func start(_ path: String, named name: String, by gauge: Gauge) async throws -> NginxReference {
        let folder = "\(gauge.folder)/\(name)"
        return try await OwnThread.run("nginx's start", on: gauge.seats.relay) { sign in
            try Folder.make(folder)
            // nginx cannot say which port it was given, so it is told a free one.
            let address = try freeAddress()
            try AppendFile(path: "\(folder)/nginx.conf").append(Array(configuration(address, folder).utf8))
            let program = try ChildProgram(
                path,
                called: "nginx",
                ["-p", folder, "-c", "\(folder)/nginx.conf", "-e", "\(folder)/error.log"],
                environment: [:],
                output: "\(folder)/log"
            )
            try awaitAnswer(program, address, log: "\(folder)/log", sign)
            return NginxReference(program, address)
        }
    }

    var processorTime: Duration { program.processorTime }

    func stop() { program.kill() }

    private static func configuration(_ address: SocketAddress, _ folder: String) -> String {
        """
        daemon off; master_process off; worker_processes 1; pid \(folder)/nginx.pid; error_log \(folder)/error.log;
        events { worker_connections 4096; }
        http {
          access_log off; keepalive_requests 1000000000; client_body_buffer_size 16k;
          client_body_temp_path \(folder)/body; proxy_temp_path \(folder)/proxy; fastcgi_temp_path \(folder)/fastcgi;
          uwsgi_temp_path \(folder)/uwsgi; scgi_temp_path \(folder)/scgi;
          server { listen \(address); location / { return 200 '{"id":"ev_0000000000000","deliveries":2}'; } }
        }

        """
    }

    private static func freeAddress() throws -> SocketAddress {
        try ListeningSocket(.internet(IPAddress(v4: 0x7F00_0001), port: 0)).address
    }

    private static func awaitAnswer(
        _ program: ChildProgram,
        _ address: SocketAddress,
        log: String,
        _ sign: StopSign
    ) throws {
        let deadline = SystemClock().monotonicTime() + .seconds(5)
        let pause = try Wake()
        while !sign.isRaised {
            let socket = try? Socket.connecting(to: address)
            _ = pause.wait(atMost: .milliseconds(5))
            if let socket, socket.connectingFailure() == nil, socket.isQuiet { return }
            guard program.end(within: .zero) == nil, SystemClock().monotonicTime() < deadline else {
                let text = (try? FileBytes.read(path: log, limit: 1 << 16)) ?? []
                throw GaugeFailure("nginx does not start: \(String(decoding: text, as: UTF8.self))")
            }
        }
        throw CancellationError()
    }
}
