import CEL
import JSON
import Testing

@Suite("Texts and names in expressions")
struct TextFunctionTests {
    private let evaluated: LibraryEvaluation

    init() throws { evaluated = try LibraryEvaluation() }

    @Test(arguments: [
        ("Jane@Example.COM", "jane@example.com"), ("ÅRHUS Ærø", "århus ærø"), ("ΑΘΗΝΑ", "αθηνα"), ("ПРИВЕТ", "привет"),
        ("İ", "i\u{307}"), ("Ⱥ", "ⱥ"), ("ẞ", "ß"), ("日本", "日本"), ("", ""),
    ])
    func `small letters are those of any script`(text: String, lower: String) throws {
        #expect(try evaluated("lower(x)", x: .string(text)) == "'\(lower)'")
    }

    @Test(arguments: [
        ("  jane ", "jane"), ("\\t\\r\\n jane\\u00A0\\u2003\\u3000", "jane"), ("a b", "a b"), ("   ", ""), ("", ""),
    ])
    func `white space goes at both ends, in either form of the call`(json: String, trimmed: String) throws {
        #expect(try evaluated("trim(x)", x: "\"\(json)\"") == "'\(trimmed)'")
        #expect(try evaluated("x.trim()", x: "\"\(json)\"") == "'\(trimmed)'")
    }

    @Test(arguments: [
        ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
        ("jane@example.com", "8c87b489ce35cf2e2f39f80e282cb2e804932a56a213983eeeb428407d43b52d"),
        ("é", "4a99557e4033c3539de2eb65472017cad5f9557f7a0625a09f1c3f6e2ba69c4c"),
    ])
    func `a hash is the SHA-256 of the UTF-8`(text: String, digest: String) throws {
        #expect(try evaluated("hash(x)", x: .string(text)) == "'\(digest)'")
    }

    @Test func `an address is hashed in its one form`() throws {
        #expect(
            try evaluated("hash(lower(trim(x)))", x: "\" Jane@Example.com\"") == evaluated("hash('jane@example.com')")
        )
    }

    @Test(arguments: [
        ("dns", "www.example.com", "2ed6657d-e927-568b-95e1-2665a8aea6a2"),
        ("6ba7b810-9dad-11d1-80b4-00c04fd430c8", "www.example.com", "2ed6657d-e927-568b-95e1-2665a8aea6a2"),
        ("6BA7B810-9DAD-11D1-80B4-00C04FD430C8", "www.example.com", "2ed6657d-e927-568b-95e1-2665a8aea6a2"),
        ("dns", "python.org", "886313e1-3b8a-5372-9b90-0c9aee199e5d"),
    ])
    func `a name in a namespace is a UUID of version 5`(namespace: String, name: String, uuid: String) throws {
        #expect(try evaluated("uuid5('\(namespace)', x)", x: .string(name)) == "'\(uuid)'")
    }

    @Test(arguments: [
        "", "DNS", "6ba7b8109dad11d180b400c04fd430c8", "6ba7b810-9dad-11d1-80b4-00c04fd430c",
        "{6ba7b810-9dad-11d1-80b4-00c04fd430c8}",
        "6ba7b810-9dad-11d1-80b4-00c04fd430c8 ", "6ba7b81g-9dad-11d1-80b4-00c04fd430c8",
        "6ba7b810-9dad-11d1-80b4-00c04fd430c8-", "6ba7b81０-9dad-11d1-80b4-00c04fd430c8",
    ])
    func `a namespace that is no UUID is an error, before anything runs where it is constant`(namespace: String) throws
    {
        #expect(
            try evaluated("uuid5(x, 'a')", x: .string(namespace)).hasPrefix(
                "invalidArgument: the namespace is no UUID."
            )
        )
        #expect(evaluated.problems(of: "uuid5('\(namespace)', x)").count == 1)
    }

    @Test func `the functions take what an event has, and nothing but texts`() throws {
        for call in ["lower(x)", "trim(x)", "hash(x)", "uuid5('dns', x)"] {
            #expect(try evaluated.type(of: call) == "string")
            #expect(try evaluated(call, x: "5").hasPrefix("noSuchOverload: "))
            #expect(try evaluated(call, x: "\"\(String(repeating: "a", count: 40))\"").hasPrefix("'"))
        }
        #expect(evaluated.problems(of: "hash(5)").count == 1)
    }

    @Test(arguments: ["lower(x)", "trim(x)", "hash(x)", "uuid5('dns', x)"])
    func `work on long texts is paid for`(call: String) throws {
        let text = Value.string(String(repeating: "É", count: 50_000))
        #expect(try evaluated("\(call).size() > 0", x: text) == "true")
        let repeated = "[1,2,3,4,5,6,7,8].all(a, [1,2,3,4,5,6,7,8].all(b, \(call).size() > 0))"
        #expect(try evaluated(repeated, x: text).hasPrefix("stepsExceeded: "))
    }

    @Test func `money in long texts is paid for`() throws {
        let text = "1" + String(repeating: "0", count: 100_000)
        let repeated = "[1,2,3,4,5,6,7,8].exists(a, [1,2,3,4,5,6,7,8].exists(b, cents(x) > 0))"
        #expect(try evaluated(repeated, x: .string(text)).hasPrefix("stepsExceeded: "))
        #expect(try evaluated(repeated, x: text).hasPrefix("stepsExceeded: "))
    }
}
