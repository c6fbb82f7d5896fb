extension Delivery {
    /// How a person wants something sent again.
    package struct Replay: OptionSet, Sendable, Hashable {
        package let rawValue: Int

        package init(rawValue: Int) { self.rawValue = rawValue }

        /// Made anew, and in the order of its lead.
        package static let inOrder: Replay = []
        /// Also where a newer one has been sent or will be.
        package static let evenIfStale = Replay(rawValue: 1)
        /// With the request that was sent last, whatever the routes say by now.
        package static let asSent = Replay(rawValue: 2)
        /// Also where it has been delivered, or was skipped.
        package static let onceMore = Replay(rawValue: 4)

        /// As it stands behind a question mark: `even-if-stale&as-sent`.
        package var words: String {
            Self.names.filter { contains($0.manner) }.map(\.name).joined(separator: "&")
        }

        package init?(words: String) {
            self = []
            for word in words.split(separator: "&") {
                guard let known = Self.names.first(where: { $0.name == word }) else { return nil }
                insert(known.manner)
            }
        }

        private static let names: [(name: String, manner: Replay)] = [
            ("even-if-stale", .evenIfStale), ("as-sent", .asSent), ("once-more", .onceMore),
        ]
    }
}

extension Delivery.History {
    /// Whether a person wants it sent past a newer one.
    package var isWantedEvenIfStale: Bool { replay?.contains(.evenIfStale) ?? false }
    /// Whether a person wants the request of its last attempt again.
    package var isWantedAsSent: Bool { replay?.contains(.asSent) ?? false }
}
