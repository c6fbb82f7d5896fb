import CivilTime
import RelayTesting
import Testing

@Suite("Timestamps as RFC 3339")
struct TimestampRFC3339Tests {
    @Test(
        arguments: [
            ("2009-02-13T23:31:30Z", 1_234_567_890, 0),
            ("1970-01-01T00:00:00Z", 0, 0),
            ("1969-12-31T23:59:59.5Z", -1, 500_000_000),
            ("0001-01-01T00:00:00Z", -62_135_596_800, 0),
            ("9999-12-31T23:59:59.999999999Z", 253_402_300_799, 999_999_999),
            ("2009-02-14T10:31:30+11:00", 1_234_567_890, 0),
            ("2009-02-13T21:01:30-02:30", 1_234_567_890, 0),
            ("2009-02-13T23:31:30-00:00", 1_234_567_890, 0),
            ("2009-02-14T23:30:30+23:59", 1_234_567_890, 0),
            ("2009-02-13t23:31:30z", 1_234_567_890, 0),
            ("2009-02-13T23:31:30.1Z", 1_234_567_890, 100_000_000),
            ("2009-02-13T23:31:30.000000001Z", 1_234_567_890, 1),
            ("2009-02-13T23:31:30.1234567899Z", 1_234_567_890, 123_456_789),
            ("2009-02-13T23:31:30.00000000099999999999999999+00:00", 1_234_567_890, 0),
            ("2020-02-29T00:00:00Z", 1_582_934_400, 0),
            ("2000-02-29T00:00:00Z", 951_782_400, 0),
            ("0000-12-31T23:00:00-01:00", -62_135_596_800, 0),
            ("9999-12-31T23:59:59+00:01", 253_402_300_739, 0),
        ] as [(String, Int64, Int32)]
    )
    func `a text is read`(text: String, seconds: Int64, nanoseconds: Int32) {
        #expect(Timestamp(rfc3339: text) == Timestamp(seconds: seconds, nanoseconds: nanoseconds))
        #expect(Timestamp(rfc3339: Array(text.utf8).span) == Timestamp(seconds: seconds, nanoseconds: nanoseconds))
    }

    @Test(arguments: [
        "", "Z", "2009-02-13", "2009-02-13T23:31:30", "2009-02-13T23:31Z", "2009-02-13 23:31:30Z",
        "2009-02-13T23:31:30.Z", "2009-02-13T23:31:30,5Z", "2009-02-13T23:31:30.5", "2009-02-13T23:31:30.-5Z",
        "2009-02-13T23:31:30ZZ", "2009-02-13T23:31:30Z ", " 2009-02-13T23:31:30Z", "2009-02-13T23:31:30X",
        "2009-02-13T23:31:60Z", "2009-02-13T23:60:30Z", "2009-02-13T24:00:00Z", "2016-12-31T23:59:60Z",
        "2009-00-13T23:31:30Z", "2009-13-13T23:31:30Z", "2009-02-00T23:31:30Z", "2009-02-30T23:31:30Z",
        "2009-04-31T23:31:30Z", "2009-02-29T23:31:30Z", "1900-02-29T23:31:30Z", "2009-2-13T23:31:30Z",
        "2009-02-13T3:31:30Z", "12009-02-13T23:31:30Z", "-009-02-13T23:31:30Z", "+009-02-13T23:31:30Z",
        "2009/02/13T23:31:30Z", "2009-02-13T23.31.30Z", "2009-02-13T23:31:30+1100", "2009-02-13T23:31:30+11",
        "2009-02-13T23:31:30+11:0", "2009-02-13T23:31:30+11:000", "2009-02-13T23:31:30+24:00",
        "2009-02-13T23:31:30+11:60", "2009-02-13T23:31:30 11:00", "2009-02-13T23:31:30+",
        "2009-02-13T23:31:3０Z", "0000-12-31T23:59:59Z", "0001-01-01T00:00:00+00:01",
        "9999-12-31T23:59:59-00:01",
    ])
    func `what is none is refused`(text: String) {
        #expect(Timestamp(rfc3339: text) == nil)
    }

    @Test(
        arguments: [
            (0, 0, "1970-01-01T00:00:00Z"),
            (0, 500_000_000, "1970-01-01T00:00:00.5Z"),
            (0, 120_000_000, "1970-01-01T00:00:00.12Z"),
            (0, 1, "1970-01-01T00:00:00.000000001Z"),
            (0, 999_999_990, "1970-01-01T00:00:00.99999999Z"),
            (-62_135_596_800, 0, "0001-01-01T00:00:00Z"),
            (-1, 999_000_000, "1969-12-31T23:59:59.999Z"),
        ] as [(Int64, Int32, String)]
    )
    func `the fraction is written in the fewest digits`(seconds: Int64, nanoseconds: Int32, text: String) throws {
        let timestamp = try #require(Timestamp(seconds: seconds, nanoseconds: nanoseconds))
        #expect(timestamp.rfc3339 == text)
        var bytes = Array("at ".utf8)
        timestamp.appendRFC3339(to: &bytes)
        #expect(bytes == Array("at \(text)".utf8))
    }

    @Test func `what is written is read again`() throws {
        var generator = SeededRandom(seed: 2)
        for _ in 0..<5000 {
            let timestamp = try #require(Timestamp.random(using: &generator))
            #expect(Timestamp(rfc3339: timestamp.rfc3339) == timestamp)
        }
    }

    @Test func `a changed byte is refused or another moment, and never a trap`() throws {
        var generator = SeededRandom(seed: 3)
        let original = Array("2009-02-13T23:31:30.123456789+11:00".utf8)
        for _ in 0..<5000 {
            var bytes = original
            for _ in 0..<Int.random(in: 1...3, using: &generator) {
                bytes[Int.random(in: bytes.indices, using: &generator)] = UInt8.random(
                    in: .min ... .max,
                    using: &generator
                )
            }
            bytes.removeLast(Int.random(in: 0...3, using: &generator))
            guard let timestamp = Timestamp(rfc3339: bytes.span) else { continue }
            #expect((Timestamp.earliest...Timestamp.latest).contains(timestamp))
        }
    }
}
