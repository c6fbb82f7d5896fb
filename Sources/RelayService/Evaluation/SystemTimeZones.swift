import CEL
import CivilTime
import LinuxIO

/// The zones of the machine, read from its zoneinfo when an expression names them.
package struct SystemTimeZones: TimeZones {
    private let zoneInfo = ZoneInfo()

    package init() {}

    package func offset(of zone: String, at seconds: Int64) -> Int? {
        FixedTimeZones().offset(of: zone, at: seconds) ?? zoneInfo.rules(named: zone)?.offset(at: seconds)
    }
}
