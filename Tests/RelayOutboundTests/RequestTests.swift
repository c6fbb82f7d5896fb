import Foundation
import RelayCore
import RelayOutbound
import RelayTesting
import Testing

@Suite("A request leaves as it was written", .timeLimit(.minutes(10)))
struct RequestTests {
    @Test(arguments: Carrier.allCases)
    func `line, headers and body`(by carrier: Carrier) async throws {
        let server = ScriptedServer { peer, _ in peer.answerAll() }
        let request = post(
            server.url + "/base/",
            path: "/leads/a%2Fb",
            query: [.init("a b", "c&d=é"), .init("plain", "x")],
            headers: [.init("X-Empty", ""), .init("X-Text", "two words")],
            body: #"{"é":1}"#
        )
        #expect(try await answer(to: request, by: carrier).status == 200)
        let sent = try #require(server.requests.first)
        #expect(sent.hasPrefix("POST /base/leads/a%2Fb?a%20b=c%26d%3D%C3%A9&plain=x HTTP/1.1\r\n"))
        for line in [
            "Host: 127.0.0.1:\(server.port)", "User-Agent: leadrelay/\(Product.version)", "X-Empty:",
            "X-Text: two words", "Content-Type: application/json", "Content-Length: 8",
        ] {
            #expect(sent.contains("\r\n\(line)\r\n"), "\(line)")
        }
        #expect(sent.hasSuffix("\r\n\r\n{\"é\":1}"))
        for name in ["Expect", "Cookie", "Authorization", "Transfer-Encoding"] {
            #expect(!sent.contains("\r\n\(name):"), "\(name)")
        }
    }

    @Test(arguments: ["GET", "HEAD", "DELETE"], Carrier.allCases)
    func `a method without a body`(method: String, by carrier: Carrier) async throws {
        let server = ScriptedServer { peer, _ in peer.answerAll() }
        let answer = try await answer(
            to: outgoing(Request(method: method, base: .plain(server.url), path: "/x")),
            by: carrier
        )
        #expect(answer.status == 200)
        let sent = try #require(server.requests.first)
        #expect(sent.hasPrefix("\(method) /x HTTP/1.1\r\n"))
        #expect(!sent.contains("Content-"))
    }

    @Test(arguments: ["POST", "PUT", "PATCH", "DELETE", "GET"], Carrier.allCases)
    func `a method with a body`(method: String, by carrier: Carrier) async throws {
        let server = ScriptedServer { peer, _ in peer.answerAll() }
        let body = [UInt8](repeating: 0x78, count: 300_000)
        let request = Request(method: method, base: .plain(server.url), path: "/x", body: body)
        #expect(try await answer(to: outgoing(request), by: carrier).status == 200)
        let sent = try #require(server.requests.first)
        #expect(sent.hasPrefix("\(method) /x HTTP/1.1\r\n"))
        #expect(sent.hasSuffix("\r\n\r\n" + String(repeating: "x", count: 300_000)))
    }

    @Test(arguments: ["POST", "PUT", "PATCH"], Carrier.allCases)
    func `a method whose body is absent says that it is empty`(method: String, by carrier: Carrier) async throws {
        let server = ScriptedServer { peer, _ in peer.answerAll() }
        _ = try await answer(to: outgoing(Request(method: method, base: .plain(server.url), path: "/x")), by: carrier)
        let sent = try #require(server.requests.first)
        #expect(sent.contains("\r\nContent-Length: 0\r\n"))
        #expect(!sent.contains("Content-Type"))
    }

    @Test(arguments: Carrier.allCases)
    func `a path stays as it is`(by carrier: Carrier) async throws {
        let server = ScriptedServer { peer, _ in peer.answerAll() }
        _ = try await answer(to: get(server.url, path: "/a/../b/./c//d"), by: carrier)
        #expect(server.requests.first?.hasPrefix("GET /a/../b/./c//d HTTP/1.1\r\n") == true)
    }

    @Test(
        arguments: [
            ("http://127.0.0.1", ".stranger.test/x"), ("http://127.0.0.1", ":81/x"), ("http://127.0.0.1", "/a b"),
            ("http://127.0.0.1", "/a?b"), ("http://127.0.0.1", "/a#b"), ("http://127.0.0.1", "/a\r\nX: y"),
            ("http://127.0.0.1?x=", "/a"), ("http://", "/stranger.test"), ("http:/", "/stranger.test"), ("", "/a"),
        ],
        Carrier.allCases
    )
    func `no part of a path becomes anything else`(place: (base: String, path: String), by carrier: Carrier)
        async throws
    {
        #expect(
            Outcome(try await answer(to: get(place.base, path: place.path), by: carrier))
                == Outcome(.requestInvalid, wasSent: false)
        )
    }

    @Test(arguments: ["a\r\nX-Other: b", "a\nb", "a\u{0}b"], Carrier.allCases)
    func `a header's value cannot begin another header`(value: String, by carrier: Carrier) async throws {
        let server = ScriptedServer { peer, _ in peer.answerAll() }
        let outcome = Outcome(try await answer(to: post(server.url, headers: [.init("X-Text", value)]), by: carrier))
        #expect(outcome == Outcome(.requestInvalid, wasSent: false))
        #expect(server.requests.isEmpty)
    }

    @Test(arguments: ["", "get", "GET /x HTTP/1.1\r\nX: y", "A B"], Carrier.allCases)
    func `a method is a word`(method: String, by carrier: Carrier) async throws {
        let request = outgoing(Request(method: method, base: .plain("http://127.0.0.1:1"), path: "/"))
        #expect(Outcome(try await answer(to: request, by: carrier)) == Outcome(.requestInvalid, wasSent: false))
    }

    @Test(arguments: Carrier.allCases)
    func `user and password go into the header`(by carrier: Carrier) async throws {
        let server = ScriptedServer { peer, _ in peer.answerAll() }
        let folder = try Folder()
        let password = try folder.write("pass:word\n", to: "password")
        let policy = policy { $0.authorisation = .basic(user: .plain("user"), password: .file(password)) }
        _ = try await answer(to: post(server.url, policy), by: carrier)
        let expected = Data("user:pass:word".utf8).base64EncodedString()
        #expect(server.requests.first?.contains("\r\nAuthorization: Basic \(expected)\r\n") == true)
    }

    @Test(arguments: Carrier.allCases)
    func `one destination's options are not left for the next`(by carrier: Carrier) async throws {
        let server = ScriptedServer { peer, _ in peer.answerAll() }
        try await withSender(by: carrier) { sender, _ in
            let secretive = policy { $0.authorisation = .basic(user: .plain("user"), password: nil) }
            _ = await sender.send(post(server.url, headers: [.init("X-API-Key", "secret")], secretive))
            _ = await sender.send(get(server.url))
        }
        #expect(server.requests.count == 2)
        #expect(server.requests.last?.contains("Authorization") == false)
        #expect(server.requests.last?.contains("X-API-Key") == false)
        #expect(server.requests.last?.hasPrefix("GET ") == true)
    }

    @Test(arguments: Carrier.allCases)
    func `one request's method and body are not left for the next`(by carrier: Carrier) async throws {
        let server = ScriptedServer { peer, _ in peer.answerAll() }
        let methods = ["POST", "HEAD", "PUT", "GET", "DELETE", "POST", "DELETE", "GET", "PATCH", "POST"]
        let requests = methods.enumerated().map { number, method in
            let body = method.hasPrefix("P") ? Array("body \(number)".utf8) : nil
            return outgoing(Request(method: method, base: .plain(server.url), path: "/\(number)", body: body))
        }
        #expect(try await answers(to: requests, by: carrier).map(\.status) == methods.map { _ in 200 })
        for (number, sent) in server.requests.enumerated() {
            #expect(sent.hasPrefix("\(methods[number]) /\(number) HTTP/1.1\r\n"))
            #expect(sent.hasSuffix(methods[number].hasPrefix("P") ? "\r\n\r\nbody \(number)" : "\r\n\r\n"))
        }
        #expect(server.requests.count == methods.count)
    }

    @Test(arguments: Carrier.allCases)
    func `a failure tells nothing of the answer before it`(by carrier: Carrier) async throws {
        let server = ScriptedServer { peer, _ in peer.answerAll() }
        let outcomes = try await answers(
            to: [post(server.url), post("http://127.0.0.1:1"), post(server.url)],
            by: carrier
        ).map(
            Outcome.init
        )
        #expect(outcomes == [Outcome(status: 200), Outcome(.connectRefused, wasSent: false), Outcome(status: 200)])
    }

    @Test(arguments: Carrier.allCases)
    func `a request's own words for what we would say take the place of ours`(by carrier: Carrier) async throws {
        let server = ScriptedServer { peer, _ in peer.answerAll() }
        let headers = [Request.Parameter("user-agent", "theirs"), Request.Parameter("ACCEPT-ENCODING", "identity")]
        _ = try await answers(to: [post(server.url, headers: headers), post(server.url)], by: carrier)
        let first = try #require(server.requests.first)
        #expect(first.contains("\r\nuser-agent: theirs\r\n") && !first.contains("User-Agent"))
        #expect(first.contains("\r\nACCEPT-ENCODING: identity\r\n") && !first.contains("Accept-Encoding"))
        let last = try #require(server.requests.last)
        #expect(last.contains("\r\nUser-Agent: leadrelay/") && last.contains("\r\nAccept-Encoding: gzip, deflate\r\n"))
    }

    @Test(arguments: Carrier.allCases)
    func `a request may name another host than it goes to`(by carrier: Carrier) async throws {
        let server = ScriptedServer { peer, _ in peer.answerAll() }
        let named = post(server.url, headers: [Request.Parameter("host", "other.test")])
        #expect(try await answers(to: [named, post(server.url)], by: carrier).map(\.status) == [200, 200])
        let hosts = server.requests.map { $0.matches(of: /(?i)\r\nhost: ([^\r]*)/).map { String($0.1) } }
        #expect(hosts == [["other.test"], ["127.0.0.1:\(server.port)"]])
    }

    @Test func `no proxy of the environment is used, and no netrc`() async throws {
        await #expect(processExitsWith: .success) {
            let folder = try Folder()
            _ = try folder.write("machine 127.0.0.1 login someone password secret\n", to: ".netrc")
            unsafe setenv("HOME", folder.path, 1)
            for name in ["http_proxy", "https_proxy", "all_proxy", "ALL_PROXY"] {
                unsafe setenv(name, "http://127.0.0.1:1", 1)
            }
            let server = ScriptedServer { peer, _ in peer.answerAll() }
            let answer = try await answer(to: get(server.url))
            precondition(answer.status == 200)
            precondition(!server.requests[0].contains("Authorization"))
        }
    }
}
