import RelayGauge
import Testing

@Suite("Of the machine")
struct MachineTests {
    private static let mounts = """
        22 1 254:0 / / rw,relatime - ext4 /dev/vda rw
        25 22 0:23 / /tmp rw,nosuid shared:5 - tmpfs tmpfs rw
        26 25 0:24 / /tmp/disk rw - xfs /dev/vdb rw
        27 25 0:25 / /tmp/disk rw - btrfs /dev/vdc rw
        """

    @Test(arguments: [
        ("/home/a", "ext4"), ("/tmp", "tmpfs"), ("/tmp/a", "tmpfs"), ("/tmpo", "ext4"), ("/tmp/disk/b", "btrfs"),
    ])
    func `the file system is that of the longest place above a path`(path: String, type: String) {
        #expect(MachineFacts.fileSystem(of: path, mounts: Self.mounts) == type)
    }

    @Test func `the file system is unknown where nothing tells it`() {
        #expect(MachineFacts.fileSystem(of: "/a", mounts: "rubbish\n\n1 2 3 / / -") == "unknown")
    }

    @Test func `what others do is what all do without ourselves`() throws {
        let start = try #require(ProcessorCounts("cpu  100 0 100 1000 50 0 0 10 0 0\ncpu0 1 2 3"))
        // Of 400 ticks, two processors for two seconds, 260 were worked and 20 stolen; 2.25 seconds of them are our own.
        let end = try #require(ProcessorCounts("cpu  250 20 150 1100 70 20 20 30 9 9\n"))
        let found = Interference(.round(3), from: start, to: end, ownSeconds: 2.25)
        #expect(found == Interference(.round(3), others: 35.0 / 400, stolen: 20.0 / 400))
        #expect(found.isStrong)
        #expect(!Interference(.round(1), from: start, to: end, ownSeconds: 9).isStrong)
    }

    @Test(arguments: ["", "cpu0 1 2 3 4 5 6 7 8", "cpu 1 2 3", "intr 1"])
    func `other texts tell nothing of processors`(text: String) {
        #expect(ProcessorCounts(text) == nil)
    }
}
