import LinuxIO
import Testing

@Suite("An address")
struct AddressTests {
    @Test(arguments: [
        ("192.0.2.1", "192.0.2.1"), ("0.0.0.0", "0.0.0.0"), ("255.255.255.255", "255.255.255.255"),
        ("2001:DB8:0:0:0:0:0:1", "2001:db8::1"), ("::", "::"), ("::ffff:192.0.2.1", "192.0.2.1"),
    ])
    func `is read and written`(text: String, written: String) {
        #expect(IPAddress(text)?.description == written)
    }

    @Test(arguments: ["", "1.2.3", "1.2.3.4.5", "256.1.1.1", "01.2.3.4", "[::1]", "::1%lo", "a.b.c.d", "1.2.3.4 "])
    func `of another form is none`(text: String) { #expect(IPAddress(text) == nil) }

    @Test(arguments: [
        ("10.0.0.0/8", "10.255.0.1", true), ("10.0.0.0/8", "11.0.0.0", false), ("10.1.2.3", "10.1.2.3", true),
        ("10.1.2.3", "10.1.2.4", false), ("0.0.0.0/0", "203.0.113.9", true), ("0.0.0.0/0", "2001:db8::1", false),
        ("2001:db8::/32", "2001:db8:ffff::1", true), ("2001:db8::/32", "2001:db9::1", false),
        ("::/0", "2001:db8::1", true), ("::/0", "10.0.0.1", false), ("10.0.0.0/8", "::ffff:10.0.0.1", true),
    ])
    func `is in a network or is not`(network: String, address: String, isInside: Bool) throws {
        #expect(try #require(AddressNetwork(network)).contains(try #require(IPAddress(address))) == isInside)
    }

    @Test(arguments: ["10.0.0.1/8", "10.0.0.0/33", "10.0.0.0/", "10.0.0.0/+8", "10.0.0.0/8/8", "2001:db8::/129", "x/8"])
    func `of no network makes none`(text: String) { #expect(AddressNetwork(text) == nil) }

    @Test(arguments: ["127.0.0.1:8080", "[::1]:0", "0.0.0.0:65535", "/run/x.sock", "./x.sock"])
    func `of a socket is read and written`(text: String) { #expect(SocketAddress(text)?.description == text) }

    @Test(arguments: ["", "127.0.0.1", ":80", "::1:80", "[127.0.0.1]:80", "127.0.0.1:65536", "127.0.0.1:+1", "host:80"])
    func `of another form is no socket's`(text: String) { #expect(SocketAddress(text) == nil) }
}
