package import CEL
package import JSON
package import RelayRoutes

/// How much of a routes file its tests reach.
package struct Coverage: Sendable {
    /// What is counted, in the order of the report.
    package let counts: [Count]
    /// How many routes are switched off, and so not counted.
    package let switchedOff: Int
    /// What no test reaches, in the order of the file.
    package let unreached: [Unreached]

    package struct Count: Sendable, Equatable {
        /// What it counts: `routes`, `sends`, `conditions`, `entries`, `branches`.
        package let name: String
        package let reached: Int
        package let total: Int
    }

    /// A part of the file that no test reaches.
    package struct Unreached: Sendable, Equatable {
        package let kind: Kind
        package let spot: Spot
        package let fact: String

        package enum Kind: String, Sendable {
            case routeNeverTaken = "route-never-taken"
            case sendNeverMade = "send-never-made"
            /// A `when` that was never false.
            case neverRefused = "never-refused"
            /// An `if` that was never false.
            case neverSkipped = "never-skipped"
            case entryNeverUsed = "entry-never-used"
            case branchNeverTaken = "branch-never-taken"
        }
    }

    /// What the embedded tests of a table reach; `base` is the environment that it was built with.
    package static func ofTests(
        in table: RouteTable,
        base: Environment,
        settings: RehearsalSettings = .standard
    ) -> Coverage {
        of(table, by: table.file.tests.compactMap(SampleEvent.init), base: base, settings: settings)
    }

    /// What certain events reach.
    package static func of(
        _ table: RouteTable,
        by samples: [SampleEvent],
        base: Environment,
        settings: RehearsalSettings = .standard
    ) -> Coverage {
        var record = CoverageRecord(table, base: base)
        for sample in samples {
            if let rehearsal = Rehearsal(of: sample, on: table, settings) { record.add(rehearsal) }
        }
        var survey = CoverageSurvey(table, record)
        return survey.coverage()
    }

    package var isComplete: Bool { counts.allSatisfy { $0.reached == $0.total } }

    /// The counts on a line, and a line for each part that is not reached.
    package var lines: [String] {
        let counts = counts.map { count in
            let off = count.name == "routes" && switchedOff > 0 ? " (\(switchedOff) switched off)" : ""
            return "\(count.name) \(count.reached)/\(count.total)\(off)"
        }.joined(separator: ", ")
        return ["reached: \(counts)"] + unreached.map { "\($0.spot.place): \($0.fact)" }
    }

    package func write(to writer: inout JSONWriter) {
        writer.object { writer in
            for count in counts {
                writer.name(count.name)
                writer.object { writer in
                    for (name, number) in [("reached", count.reached), ("total", count.total)] {
                        writer.member(name, number)
                    }
                }
            }
            writer.member("switchedOff", switchedOff)
            writer.name("unreached")
            writer.array { writer in for part in unreached { part.write(to: &writer) } }
        }
    }
}

extension Coverage.Unreached {
    fileprivate func write(to writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("kind", kind.rawValue)
            writer.write(spot)
            writer.member("fact", fact)
        }
    }
}
