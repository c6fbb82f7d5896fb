import CEL
import CivilTime
import Testing

@Suite("Parts of timestamps and durations")
struct TimesTests {
    /// Knows one place, an hour behind UTC until 2000 and two ahead from then on.
    struct OnePlace: TimeZones {
        func offset(of zone: String, at seconds: Int64) -> Int? {
            guard zone == "Some/Place" else { return nil }
            return seconds < 946_684_800 ? -3600 : 7200
        }
    }

    @Test(arguments: [
        ("getFullYear()", "2009"), ("getMonth()", "1"), ("getDate()", "13"), ("getDayOfMonth()", "12"),
        ("getDayOfWeek()", "5"), ("getDayOfYear()", "43"), ("getHours()", "23"), ("getMinutes()", "31"),
        ("getSeconds()", "30"), ("getMilliseconds()", "987"),
        ("getDate('+11:00')", "14"), ("getHours('+11:00')", "10"), ("getMinutes('-02:30')", "1"),
        ("getHours('02:00')", "1"), ("getHours('UTC')", "23"), ("getHours('')", "23"),
        ("getMilliseconds('-02:30')", "987"), ("getDayOfWeek('+11:00')", "6"), ("getDayOfYear('Some/Place')", "44"),
        ("getHours('Some/Place')", "1"),
    ])
    func `a timestamp has the parts that a clock of its zone shows`(call: String, shown: String) {
        let environment = Environment(timeZones: OnePlace())
        #expect(outcome("timestamp('2009-02-13T23:31:30.987654321Z').\(call)", in: environment) == shown)
    }

    @Test(arguments: [
        ("timestamp('0001-01-01T00:00:00Z').getFullYear('-01:00')", "0"),
        ("timestamp('9999-12-31T23:59:59Z').getFullYear('+01:00')", "10000"),
        ("timestamp('1969-12-31T23:59:59.999Z').getMilliseconds()", "999"),
        ("timestamp('1999-12-31T23:30:00Z').getHours('Some/Place')", "22"),
        ("timestamp('2000-01-01T00:00:00Z').getHours('Some/Place')", "2"),
        ("timestamp('2024-12-31T00:00:00Z').getDayOfYear()", "365"),
        ("timestamp('2023-01-01T00:00:00Z').getDayOfWeek()", "0"),
    ])
    func `the ends of years and of rules are met`(text: String, shown: String) {
        #expect(outcome(text, in: Environment(timeZones: OnePlace())) == shown)
    }

    @Test(arguments: [
        ("duration('10000s').getHours()", "2"), ("duration('3730s').getMinutes()", "62"),
        ("duration('3730.9s').getSeconds()", "3730"), ("duration('123.321456789s').getMilliseconds()", "321"),
        ("duration('-90m').getHours()", "-1"), ("duration('-1.5s').getSeconds()", "-1"),
        ("duration('-123.321456789s').getMilliseconds()", "-321"), ("duration('59m59s').getHours()", "0"),
    ])
    func `a duration is counted whole, and its milliseconds beyond the seconds`(text: String, shown: String) {
        #expect(outcome(text) == shown)
    }

    @Test(arguments: [
        ("timestamp(0).getHours('Mars/Base')", "problem: no time zone 'Mars/Base' is known"),
        ("timestamp(0).getHours('Mars' + '/Base')", "invalidArgument: no time zone 'Mars/Base' is known"),
        ("timestamp(0).getHours('+24:00')", "problem: no time zone '+24:00' is known"),
        ("duration('1s').getHours('UTC')", "problem: no such overload: getHours(duration, string)"),
        ("duration('1s').getFullYear()", "problem: no such overload: getFullYear(duration)"),
        ("dyn(1).getHours()", "noSuchOverload: no such overload: getHours(int)"),
        ("dyn(duration('1s')).getDate()", "noSuchOverload: no such overload: getDate(google.protobuf.Duration)"),
    ])
    func `an unknown zone is named, and other types have no such parts`(text: String, shown: String) {
        #expect(outcome(text) == shown)
    }
}
