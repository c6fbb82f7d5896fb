import Foundation
import JSON
import RelayTesting
import RelayTrials
import Testing

@Suite("leadrelay mock, end to end", .timeLimit(.minutes(10)))
struct MockCommandTests {
    private static let lost = #"{"leadId":42,"conversionId":"lost","price":5000}"#
    private static let update = "/leadtrackr/api/leads/updateLeadStatus"

    @Test(arguments: [SIGTERM, SIGINT])
    func `says where each stand-in is and what it wants, and ends well at a signal`(signal: Int32) async throws {
        let mock = try await MockProcess.start()
        let origin = "http://127.0.0.1:\(mock.port)"
        #expect(
            mock.greeting.map { String(decoding: $0.source, as: UTF8.self) } == [
                #"{"api":"leadtrackr","base":"\#(origin)/leadtrackr","#
                    + #""key":{"header":"X-API-Key","prefix":"","value":null},"received":"\#(origin)/leadtrackr/_received"}"#,
                #"{"api":"octanist","base":"\#(origin)/octanist","#
                    + #""key":{"header":"X-API-KEY","prefix":"","value":null},"received":"\#(origin)/octanist/_received"}"#,
                #"{"api":"leadping","base":"\#(origin)/leadping","key":{"header":"Authorization","#
                    + #""prefix":"Bearer ","value":null},"received":"\#(origin)/leadping/_received"}"#,
                #"{"api":"sendpilot","base":"\#(origin)/sendpilot","#
                    + #""key":{"header":"X-API-Key","prefix":"","value":null},"received":"\#(origin)/sendpilot/_received"}"#,
                #"{"api":"http","base":"\#(origin)/http","key":null,"received":"\#(origin)/http/_received"}"#,
                #"{"leads":"\#(origin)/_leads","received":"\#(origin)/_received","seed":0,"faults":[]}"#,
            ]
        )
        #expect(try await mock.stop(by: signal) == 0)
    }

    @Test func `keeps leads, refuses what is pending, and lists what came`() async throws {
        let mock = try await MockProcess.start("leadtrackr", "--pending", "1h", "--key", "leadtrackr=right")
        let key = "X-API-Key: right"
        #expect(try await mock.ask("POST", Self.update, Self.lost, key: key)?.status == 201)
        #expect(try await mock.ask("POST", Self.update, Self.lost, key: key)?.status == 409)
        #expect(try await mock.ask("POST", Self.update, Self.lost)?.status == 401)
        #expect(try await mock.ask("PATCH", "/octanist/api/leads", "{}")?.status == 404)
        let received = try await mock.ask("GET", "/leadtrackr/_received")?.body ?? ""
        let entries = try JSONDocument(received).root.elements.map { $0 }
        #expect(entries.map { $0["status"]?.int } == [201, 409, 401])
        #expect(entries.first?["body"]?.string == Self.lost && !received.contains("right"))
        let leads = try await mock.ask("GET", "/_leads")?.body ?? ""
        #expect(leads.contains(#""price":5000"#) && leads.contains(#""status":"pending""#))
        #expect(try await mock.stop() == 0)
    }

    @Test func `is the same with the same seed, and another with another`() async throws {
        func leads(_ seed: String) async throws -> String? {
            let mock = try await MockProcess.start("--seed", seed)
            defer { #expect(mock.greeting.last?["seed"]?.int == Int64(seed)) }
            let leads = try await mock.ask("GET", "/_leads")?.body
            #expect(try await mock.stop() == 0)
            return leads
        }
        let first = try await leads("7")
        #expect(first != nil)
        #expect(try await leads("7") == first)
        #expect(try await leads("8") != first)
    }

    @Test func `meets requests with the faults that are asked for, and ends while one hangs`() async throws {
        let refusing = try await MockProcess.start("octanist", "--fault", "429:retry-after=30:100%")
        let refused = try await refusing.ask("PATCH", "/octanist/api/leads", "{}")
        #expect(refused?.status == 429 && refused?.value(of: "retry-after") == "30")
        #expect(refused?.body.hasPrefix(#"{"success":false"#) == true)
        #expect(try await refusing.ask("GET", "/_received")?.status == 200)
        #expect(try await refusing.stop() == 0)

        let lying = try await MockProcess.start("leadtrackr", "--fault", "lie:100%", "--pending", "1h")
        for _ in 0..<2 { #expect(try await lying.ask("POST", Self.update, Self.lost)?.status == 201) }
        #expect(try await lying.stop() == 0)

        let cutting = try await MockProcess.start("leadtrackr", "--fault", "cut:100%", "--pending", "1h")
        #expect(try await cutting.ask("POST", Self.update, Self.lost) == nil)
        #expect(try await cutting.ask("GET", "/_leads")?.body.contains(#""status":"pending""#) == true)
        #expect(try await cutting.stop() == 0)

        let hanging = try await MockProcess.start("http", "--fault", "hang=1h:100%")
        let port = hanging.port
        let wire = try await elsewhere { try Wire(port: port) }
        wire.send("GET /http/a HTTP/1.1\r\nHost: mock\r\n\r\n")
        // Once a later request has been answered, the earlier one hangs.
        #expect(try await hanging.ask("GET", "/_received")?.status == 200)
        #expect(try await hanging.stop() == 0)
    }

    @Test(arguments: [
        ("prose", "NOT_INTERESTED", "CONNECTION_SENT", "previousStatus"),
        ("schema", "CONNECTION_SENT", "OPPORTUNITY", "success"),
        ("union", "CONNECTION_SENT", "MEETING_BOOKED", "previousStatus"),
        ("newest", "UNSUBSCRIBED", "NOT_INTERESTED", "success"),
    ])
    func `judges a status by the document that is asked for`(
        word: String,
        taken: String,
        refused: String,
        field: String
    ) async throws {
        let mock = try await MockProcess.start("sendpilot", "--vocabulary", word)
        let path = "/sendpilot/v1/leads/lead_abc123/status"
        let answer = try await mock.ask("PATCH", path, #"{"status":"\#(taken)"}"#)
        #expect(answer?.status == 200 && answer?.body.contains("\"\(field)\":") == true)
        #expect(try await mock.ask("PATCH", path, #"{"status":"\#(refused)"}"#)?.status == 400)
        #expect(try await mock.stop() == 0)
    }

    @Test func `takes the example that Leadping prints, where that document is asked for`() async throws {
        let body = #"{"contact":{"firstName":"John"},"customer":{"income":"lots"},"tagIds":[],"id":"5f0c2a"}"#
        let key = "Authorization: Bearer any"
        for (document, status) in [("page", 200), ("openapi", 400)] {
            let mock = try await MockProcess.start("leadping", "--generation", document)
            #expect(try await mock.ask("PUT", "/leadping/leads/5f0c2a", body, key: key)?.status == status)
            #expect(try await mock.stop() == 0)
        }
    }

    @Test func `lists what it dropped or lost, and why`() async throws {
        for (fault, carriedOut) in [("drop", "open"), ("hang=1s", "open"), ("lost", "pending")] {
            let mock = try await MockProcess.start("leadtrackr", "--fault", "\(fault):100%", "--pending", "1h")
            #expect(try await mock.ask("POST", Self.update, Self.lost) == nil)
            let received = try await mock.ask("GET", "/_received")?.body ?? ""
            #expect(received.contains(#""status":null,"fault":"\#(fault)"}"#), "\(received)")
            let leads = try JSONDocument(try await mock.ask("GET", "/_leads")?.body ?? "").root["leadtrackr"]
            #expect(leads?.elements.first { $0["id"]?.int == 42 }?["status"]?.string == carriedOut)
            #expect(try await mock.stop() == 0)
        }
    }

    @Test(.enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/curl")))
    func `can be asked by the line that it greets with`() async throws {
        let script = """
            cd "$(mktemp -d)"
            for api in leadtrackr octanist leadping sendpilot http; do
                key=$([ $api = http ] || echo "--key=$api=it's")
                "$P" mock $api --listen 127.0.0.1:0 $key > $api & mock=$!
                until grep -q 'then look: ' $api 2> /dev/null; do kill -0 $mock; done
                eval "$(sed -n 's/^ask one: curl/curl -s -o answer -w "%{http_code} "/p' $api)"
                eval "$(sed -n 's/^then look: //p' $api)" > list 2> /dev/null
                grep -q '"api":"'$api'"' list || echo "not listed: $api"
                kill $mock; wait $mock
            done
            """
        let run = try await BuiltProgram.shell(script)
        #expect(run.output == "201 200 200 200 200 ", "\(run)")
    }

    @Test(arguments: [
        (["leadtracker"], 2, #"Did you mean "leadtrackr"?"#),
        (["--fault", "409,breaks"], 2, #""breaks" for "--fault" is no fault. Write a status from 400 to 599"#),
        (["--listen", "somewhere"], 2, "Write it as 127.0.0.1:9000."),
        (["--seed", "x"], 2, "Write one, as in --seed 7."),
        (["--seed", "-1"], 2, "is no whole number from 0 to 18446744073709551615"),
        (["--fault", "+409:10%"], 2, "is no fault"),
        (["octanist", "--generation", "page"], 2, "Name leadping too, or leave the option out."),
        (["--vocabulary", "old"], 2, "prose"), (["--key", "octanist"], 2, "Write it as octanist=KEY."),
        (["octanist", "--pending", "1s"], 2, "Name leadtrackr too, or leave the option out."),
        (["--signature", "svix"], 2, "Say where events are posted to"),
        (["--emit-to", "nowhere"], 2, "Write it as http://127.0.0.1:8080/hooks/sendpilot."),
        (["--emit-to", "http://127.0.0.1:1"], 1, "$SENDPILOT_WEBHOOK_SECRET"),
        (["--emit-to", "http://127.0.0.1:1", "--secret-env", "S", "--signature", "svix"], 1, "begins with whsec_"),
    ])
    func `says what is wrong with its command line, and what to do`(
        arguments: [String],
        status: Int32,
        remedy: String
    ) async throws {
        let outcome = try await ChildProcess.run(
            BuiltProgram.url.path,
            ["mock"] + arguments,
            environment: ["S": "secret", "ASAN_OPTIONS": "detect_leaks=0"]
        )
        #expect(outcome.status == status && outcome.errors.contains(remedy), "\(outcome.errors)")
    }

    @Test func `says that its port is taken, and how to choose another`() async throws {
        let mock = try await MockProcess.start("http")
        let outcome = try await BuiltProgram.shell("$P mock --listen 127.0.0.1:\(mock.port)")
        #expect(outcome.status == 1)
        #expect(outcome.errors.contains("could not listen at '127.0.0.1:\(mock.port)': address already in use."))
        #expect(outcome.errors.contains("Choose another address with --listen"))
        #expect(try await mock.stop() == 0)
    }
}
