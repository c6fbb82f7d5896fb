import Foundation
import RelayCore
import RelayService
import Testing

@Suite("The file of what is in flight")
struct InFlightFileTests {
    private func with(_ body: (String) throws -> Void) throws {
        let path = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString).path()
        defer { try? FileManager.default.removeItem(atPath: path) }
        try body(path)
    }

    private func delivery(_ event: Int64, _ number: Int = 0) -> DeliveryID {
        DeliveryID(event: EventNumber(rawValue: event), number: number)
    }

    @Test func `tells the next process what this one was sending`() throws {
        try with { path in
            let file = try InFlightFile(path: path)
            #expect(file.interrupted == [])
            let places = [delivery(1), delivery(3), delivery(2, 7)].compactMap { file.set($0) }
            try #require(places.count == 3)
            file.clear(places[1])
            file.clear(interrupted: delivery(1))
            // Nothing was closed: as after a kill.
            #expect(try InFlightFile(path: path).interrupted == [delivery(1), delivery(2, 7)])
        }
    }

    @Test func `forgets what was interrupted once that is judged`() throws {
        try with { path in
            _ = try InFlightFile(path: path).set(delivery(1))
            try InFlightFile(path: path).clear(interrupted: delivery(1))
            #expect(try InFlightFile(path: path).interrupted == [])
        }
    }

    @Test func `holds as many as it has room for, and takes more once some have gone`() throws {
        try with { path in
            let file = try InFlightFile(path: path)
            let places = (0..<5_000 as Range<Int64>).map { file.set(delivery($0)) }
            #expect(places.count { $0 == nil } == 5_000 - 4_096)
            #expect(try InFlightFile(path: path).interrupted.count == 4_096)
            file.clear(try #require(places[0]))
            #expect(file.set(delivery(4_999)) != nil)
            #expect(try InFlightFile(path: path).interrupted.last == delivery(4_999))
        }
    }
}
