/// What stands for whole phrases of HTTP, since chance alone does not find a request line in a minute.
enum Phrases {
    /// The bytes with each one of the upper half replaced by a phrase; those of the lower half stay as they are.
    static func expanded(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
        bytes.flatMap { byte in
            byte < 0x80 ? [byte] : Array(phrases[Int(byte - 0x80) % phrases.count].utf8)
        }
    }

    private static let phrases = [
        "GET / HTTP/1.1\r\n", "POST /a?b HTTP/1.1\r\n", "POST / HTTP/1.0\r\n", "OPTIONS * HTTP/1.1\r\n",
        "GET http://a/b HTTP/1.1\r\n", "PRI * HTTP/2.0\r\n", "CONNECT a:80 HTTP/1.1\r\n", "GET ", "HTTP/1.1",
        "Host: a\r\n", "Host: [::1]:80\r\n", "Host: ", "X-A: b\r\n", "X:\t \r\n", "X : b\r\n", " folded\r\n",
        "Content-Length: 5\r\n", "Content-Length: 0\r\n", "Content-Length: 300\r\n", "Content-Length: ",
        "Transfer-Encoding: chunked\r\n", "Transfer-Encoding: gzip, chunked\r\n", "Transfer-Encoding: ",
        "Connection: close\r\n", "Connection: keep-alive\r\n", "Expect: 100-continue\r\n", "chunked", ", ",
        "GET / HTTP/1.1\r\nHost: a\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhello",
        "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n",
        "0\r\n", "1\r\nx\r\n", "5\r\nhello\r\n", "1;a\r\nx\r\n", "2;a=\"b\"\r\nxy\r\n", "f0\r\n", ";a=b", "%41", "a=b&",
        "HTTP/1.1 200 OK\r\n", "HTTP/1.0 404\r\n", "HTTP/1.1 100 \r\n\r\n", "HTTP/1.1 204 No\r\n",
        "Sun, 06 Nov 1994 ", "Sunday, 06-Nov-94 ", "Sun Nov  6 ", "08:49:37", " GMT", " 1994", "\r\n",
        "\r\n\r\n",
    ]
}
