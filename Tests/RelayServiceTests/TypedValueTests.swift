import CEL
import JSON
import RelayService
import Testing

@Suite("Typed values")
struct TypedValueTests {
    @Test(arguments: [
        #"{"null":null}"#, #"{"bool":true}"#, #"{"int":"-9223372036854775808"}"#, #"{"uint":"18446744073709551615"}"#,
        #"{"string":"a"}"#, #"{"bytes":[0,255]}"#, #"{"list":[{"int":"1"}]}"#,
        #"{"map":[[{"int":"1"},{"null":null}]]}"#,
        #"{"type":"int"}"#, #"{"optional":null}"#, #"{"optional":{"int":"1"}}"#,
        #"{"timestamp":{"seconds":"-62135596800","nanos":0}}"#,
        #"{"timestamp":{"seconds":"253402300799","nanos":999999999}}"#,
        #"{"duration":{"seconds":"315576000000","nanos":0}}"#, #"{"duration":{"seconds":"-315576000000","nanos":0}}"#,
        #"{"duration":{"seconds":"0","nanos":-999999999}}"#, #"{"duration":{"seconds":"-1","nanos":-1}}"#,
    ])
    func `are written as they were read`(text: String) throws {
        var writer = JSONWriter()
        TypedValue.write(try TypedValue.read(JSONDocument(text).root), to: &writer)
        #expect(String(decoding: writer.bytes, as: UTF8.self) == text)
    }

    @Test func `may leave out nanoseconds`() throws {
        #expect(try TypedValue.read(JSONDocument(#"{"duration":{"seconds":"1"}}"#).root) == .duration(.seconds(1)))
    }

    @Test(arguments: [
        (#"{"null":1}"#, #"1:9: here should stand null at "/null""#),
        (#"{"int":1}"#, #"1:8: here should stand an int as text at "/int""#),
        (#"{"list":{}}"#, #"1:9: here should stand an array at "/list""#),
        (#"{"map":1}"#, #"1:8: here should stand an array at "/map""#),
        (#"{"bytes":[256]}"#, #"1:11: here should stand a byte, 0 to 255 at "/bytes/0""#),
        (#"{"timestamp":{"seconds":"0","nanos":"x"}}"#, #"1:37: here should stand an integer at "/timestamp/nanos""#),
        (#"{"duration":{"seconds":"0","nanos":1.5}}"#, #"1:36: here should stand an integer at "/duration/nanos""#),
        (#"{"duration":1}"#, #"1:13: here should stand an object with "seconds", an int as text at "/duration""#),
    ])
    func `that are wrong are told with their place`(text: String, fact: String) throws {
        let json = try JSONDocument(text).root
        let error = try #require(throws: TypedValueError.self) { try TypedValue.read(json) }
        #expect(error.description == fact)
    }

    @Test(arguments: [
        #""duration":{"seconds":"9223372036854775807","nanos":1000000000}"#,
        #""duration":{"seconds":"9223372036854775807","nanos":9223372036854775807}"#,
        #""duration":{"seconds":"-9223372036854775808","nanos":-9223372036854775808}"#,
        #""duration":{"seconds":"315576000000","nanos":1}"#, #""duration":{"seconds":"-315576000001","nanos":0}"#,
        #""duration":{"seconds":"1","nanos":1000000000}"#, #""duration":{"seconds":"1","nanos":-1}"#,
        #""duration":{"seconds":"-1","nanos":1}"#, #""timestamp":{"seconds":"253402300800","nanos":0}"#,
        #""timestamp":{"seconds":"0","nanos":1000000000}"#, #""timestamp":{"seconds":"0","nanos":4294967296}"#,
    ])
    func `out of range are refused`(member: String) throws {
        let json = try JSONDocument("{\(member)}").root
        #expect(throws: TypedValueError.self) { try TypedValue.read(json) }
    }
}
