import CivilTime

/// Knows `UTC` and offsets such as `+02:00`, and no place.
package struct FixedTimeZones: TimeZones {
    package init() {}

    package func offset(of zone: String, at seconds: Int64) -> Int? {
        zone.isEmpty ? 0 : ZoneRules(fixed: zone)?.offset(at: seconds)
    }
}
