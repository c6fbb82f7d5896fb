import HTTPServer
import HTTPWire
import RelayCore
import RelayRoutes
import RelayStore

extension ServerLimits {
    init(_ limits: ServiceLimits) {
        self.init()
        request.head = limits.header
        request.body = limits.body
        requestTime = limits.request
        idleTime = limits.idle
        connections = limits.connections
        drainTime = limits.grace
        connectionsOfAddress = limits.connectionsByAddress
        rateOfAddress = limits.rateByAddress.map { rate in
            let seconds = Double(rate.period.components.seconds)
            return AddressRate(perSecond: Double(rate.count) / max(1, seconds), burst: Double(rate.count))
        }
    }
}

extension StoreLimits {
    init(_ settings: StoreSettings) {
        self.init(
            size: Self.fileSize(of: Int64(settings.size)),
            history: settings.history,
            bodies: settings.bodies,
            duplicates: settings.duplicates
        )
    }

    /// What is said of the store's size is meant for all that lies on the disk: the file, and the log beside it.
    private static func fileSize(of whole: Int64) -> Int64 { whole - min(whole / 8, StoreFile.largestIdleLog) }
}
