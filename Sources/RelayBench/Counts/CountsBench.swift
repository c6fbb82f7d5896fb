import CTally
import Foundation

/// How often the allocator, the kernel and the disk are asked for an event: the same on every machine, so that CI can
/// hold them against thresholds.
///
/// The relay's parts run on this one thread by a scripted executor, which has each transaction take a batch of 64. A
/// change that exceeds a threshold either mends what it made dearer, or raises the threshold in view of a reviewer; one
/// that makes an event cheaper lowers it.
struct CountsBench {
    static let batch = 64
    private static let warmUp = 20
    private static let batches = 100

    /// What an event may cost at the most, on the average.
    private struct Thresholds {
        let allocations: Double
        let calls: Double
        let syncs: Double
    }

    private static let accepted = Thresholds(allocations: 100, calls: 10, syncs: 1.0 / 64)
    private static let relayed = Thresholds(allocations: 400, calls: 10, syncs: 2.0 / 64)

    func run() throws {
        guard relay_tally_counts() else { return print("under a sanitizer nothing is counted") }
        let accepted = try Folder.temporary { try count(CountedRelay(in: $0, isHeld: true)) }
        let relayed = try Folder.temporary { try count(CountedRelay(in: $0, isHeld: false)) }
        let isWithin = [report("accepted", accepted, Self.accepted), report("relayed", relayed, Self.relayed)]
        guard isWithin == [true, true] else { exit(1) }
    }

    /// What this thread does for an event.
    private func count(_ relay: CountedRelay) throws -> Thresholds {
        let cost = try relay.cost(ofBatches: Self.batches, afterWarmUp: Self.warmUp)
        let events = Double(Self.batches * Self.batch)
        return Thresholds(
            allocations: Double(cost.allocations) / events,
            calls: Double(cost.calls) / events,
            syncs: Double(cost.syncs) / events
        )
    }

    /// Prints a line for each count, and says whether all are within their thresholds.
    private func report(_ name: String, _ found: Thresholds, _ thresholds: Thresholds) -> Bool {
        let lines = [
            ("allocations", found.allocations, thresholds.allocations), ("calls", found.calls, thresholds.calls),
            ("syncs", found.syncs, thresholds.syncs),
        ]
        for (what, count, threshold) in lines {
            print(
                #"{"bench":"counts.\#(name)","batch":\#(Self.batch),"what":"\#(what)","perEvent":\#(rounded(count)),"#
                    + #""threshold":\#(rounded(threshold)),"isWithin":\#(count <= threshold)}"#
            )
        }
        return lines.allSatisfy { $0.1 <= $0.2 }
    }

    private func rounded(_ number: Double) -> Double { (number * 10_000).rounded() / 10_000 }
}
