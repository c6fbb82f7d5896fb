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

    /// What an event costs on the average, or may cost.
    private struct Cost {
        let allocations: Double
        let calls: Double
        let syncs: Double
    }

    // A transaction takes 64 events in, and each of two more settles 64 of their 128 deliveries; now and then a checkpoint
    // waits for the disk too. A few per cent of room are for other versions of the libraries.
    private static let accepted = Cost(allocations: 38, calls: 0.75, syncs: 1.2 / 64)
    private static let relayed = Cost(allocations: 86, calls: 1.6, syncs: 3.4 / 64)

    func run() throws {
        guard relay_tally_counts() else { return print("under a sanitizer nothing is counted") }
        let accepted = try Folder.temporary { try count(CountedRelay(in: $0, isHeld: true)) }
        let relayed = try Folder.temporary { try count(CountedRelay(in: $0, isHeld: false)) }
        let isWithin = [report("accepted", accepted, Self.accepted), report("relayed", relayed, Self.relayed)]
        guard isWithin == [true, true] else { exit(1) }
    }

    /// What this thread does for an event.
    private func count(_ relay: CountedRelay) throws -> Cost {
        let sum = try relay.cost(ofBatches: Self.batches, afterWarmUp: Self.warmUp)
        let events = Double(Self.batches * Self.batch)
        return Cost(
            allocations: Double(sum.allocations) / events,
            calls: Double(sum.calls) / events,
            syncs: Double(sum.syncs) / events
        )
    }

    /// Prints a line for each count, and says whether all are within their thresholds.
    private func report(_ name: String, _ found: Cost, _ thresholds: Cost) -> Bool {
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
