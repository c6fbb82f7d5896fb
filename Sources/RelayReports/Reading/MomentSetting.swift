package import CivilTime
import RelayRoutes

extension Timestamp {
    /// Reads a moment as a person gives it: RFC 3339, a day of UTC, or how long ago, as in `2h` and `3d`.
    package init?(setting text: String, now: Timestamp) {
        if let moment = Timestamp(rfc3339: text) ?? Timestamp(rfc3339: text + "T00:00:00Z") {
            self = moment
        } else if let ago = Duration(setting: text), !text.isEmpty {
            self = now - ago
        } else {
            return nil
        }
    }
}
