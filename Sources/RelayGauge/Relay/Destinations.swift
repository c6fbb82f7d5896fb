import HTTPServer
import LinuxIO

/// Listeners on this machine that stand for destinations, each on a port of its own.
struct Destinations {
    let arrivals: Arrivals
    let ports: [UInt16]

    /// Has so many destinations answer while the body runs; with `lateLast`, the last one is dead, until `revive` is
    /// called.
    static func with<Value: Sendable>(
        _ arrivals: Arrivals,
        count: Int,
        lastIsDead: Bool = false,
        on loop: EventLoop,
        _ body: (Destinations, _ revive: () throws -> Void) async throws -> Value
    ) async throws -> Value {
        let living = try listener(Array(repeating: 0, count: lastIsDead ? count - 1 : count), arrivals, loop)
        var ports = living?.addresses.compactMap(\.port) ?? []
        // The system hands a port out again only after many others.
        if lastIsDead { ports.append(try ListeningSocket(.internet(loopback, port: 0)).address.port ?? 0) }
        let destinations = Destinations(arrivals: arrivals, ports: ports)
        return try await withThrowingTaskGroup { group in
            if let living { group.addTask { await living.run() } }
            defer { group.cancelAll() }
            return try await body(destinations) {
                guard let revived = try listener([ports[count - 1]], arrivals, loop) else { return }
                group.addTask { await revived.run() }
            }
        }
    }

    private static let loopback = IPAddress(v4: 0x7F00_0001)

    private static func listener(_ ports: [UInt16], _ arrivals: Arrivals, _ loop: EventLoop) throws -> HTTPServer? {
        guard !ports.isEmpty else { return nil }
        let endpoints = ports.map { HTTPServerConfiguration.Endpoint(.internet(loopback, port: $0)) }
        var configuration = HTTPServerConfiguration(endpoints: endpoints)
        // At the end nobody is in the middle of anything that counts.
        configuration.limits.drainTime = .milliseconds(100)
        return try HTTPServer(configuration, on: [loop], handler: arrivals)
    }
}
