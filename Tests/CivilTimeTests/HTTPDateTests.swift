import CivilTime
import RelayTesting
import Testing

@Suite("Dates of HTTP")
struct HTTPDateTests {
    private static let now = Timestamp(seconds: 1_771_612_789) ?? .earliest

    @Test(arguments: [
        "Sun, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994",
        "Mon, 06 Nov 1994 08:49:37 GMT",
    ])
    func `are read in each of their forms`(text: String) {
        #expect(Timestamp(httpDate: text, now: Self.now)?.seconds == 784_111_777)
    }

    @Test(
        arguments: [
            // The clock shows 2026-02-20T18:39:49Z.
            ("Thursday, 20-Feb-76 18:39:49 GMT", "2076-02-20T18:39:49Z"),
            ("Thursday, 20-Feb-76 18:39:50 GMT", "1976-02-20T18:39:50Z"),
            ("Monday, 01-Jan-77 00:00:00 GMT", "1977-01-01T00:00:00Z"),
            ("Friday, 31-Dec-99 00:00:00 GMT", "1999-12-31T00:00:00Z"),
            ("Saturday, 01-Jan-00 00:00:00 GMT", "2000-01-01T00:00:00Z"),
            ("Sat, 31 Dec 2016 23:59:60 GMT", "2016-12-31T23:59:59Z"),
            ("Thu Nov 16 08:49:37 1995", "1995-11-16T08:49:37Z"),
        ]
    )
    func `with two digits for a year are at most fifty years ahead`(text: String, expected: String) {
        #expect(Timestamp(httpDate: text, now: Self.now)?.rfc3339 == expected)
    }

    @Test(arguments: [
        "", "Sun", "120", "Sun, 06 Nov 1994 08:49:37", "Sun, 06 Nov 1994 08:49:37 UTC",
        "Sun, 06 Nov 1994 08:49:37 GMT ",
        " Sun, 06 Nov 1994 08:49:37 GMT", "Sun, 6 Nov 1994 08:49:37 GMT", "sun, 06 Nov 1994 08:49:37 GMT",
        "Sun, 06 nov 1994 08:49:37 GMT", "Sun, 31 Feb 1994 08:49:37 GMT", "Sun, 06 Nov 1994 24:00:00 GMT",
        "Sun, 06 Nov 1994 08:60:00 GMT", "Sun, 06 Nov 1994 08:00:61 GMT", "Sun, 06 Nov 94 08:49:37 GMT",
        "Sunday, 06-Nov-1994 08:49:37 GMT", "Sunday 06-Nov-94 08:49:37 GMT", "Sun Nov 6 08:49:37 1994",
        "Sun Nov  6 08:49:37 1994 GMT", "Sun, 06 Nov 0000 08:49:37 GMT", "Xyz, 06 Nov 1994 08:49:37 GMT",
        "1994-11-06T08:49:37Z",
    ])
    func `that are none are refused`(text: String) {
        #expect(Timestamp(httpDate: text, now: Self.now) == nil)
    }

    @Test func `are written in the one form, and read again`() throws {
        #expect(Timestamp(seconds: 784_111_777, nanoseconds: 5)?.httpDate == "Sun, 06 Nov 1994 08:49:37 GMT")
        #expect(Timestamp.earliest.httpDate == "Mon, 01 Jan 0001 00:00:00 GMT")
        var random = SeededRandom(seed: 7)
        for _ in 0..<2_000 {
            let seconds = Int64(random.below(Int(Timestamp.latest.seconds)))
            let moment = try #require(Timestamp(seconds: seconds))
            #expect(Timestamp(httpDate: moment.httpDate, now: Self.now) == moment)
        }
    }
}
