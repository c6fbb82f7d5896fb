import Foundation
import RelayRoutes
import RelayTesting
import RelayTrials
import Testing

@Suite("The demo, end to end", .timeLimit(.minutes(10)))
struct DemoTests {
    /// A folder that the test takes away, and that is not there yet.
    private final class Place {
        let url = FileManager.default.temporaryDirectory.appending(path: "demo-\(UUID().uuidString)")
        var path: String { url.path }
        deinit { try? FileManager.default.removeItem(at: url) }
    }

    @Test func `shows what it tells of, and leaves what it names`() async throws {
        let place = Place()
        let first = try await BuiltProgram.shell("$P demo --once --folder \(place.path)")
        #expect(first.status == 0 && first.output.hasSuffix("Everything came out as told.\n"), "\(first)")
        for word in [
            "accepted", "delivered", "duplicate", "refused", "retried", "echo", "skipped", "dead letter", "remedy",
            "repair",
        ] { #expect(first.output.contains("\n   \(word) "), "\(word): \(first)") }
        #expect(first.output.contains("8 delivered, 1 skipped"), "\(first)")

        // All of it can be looked at afterwards, and the demo be shown again in the same place.
        let environment = "export LEADRELAY_CONFIG=\(place.path)/routes.json LEADRELAY_DATA=\(place.path)/data; "
        let letters = try await BuiltProgram.shell(environment + "$P dead list && $P lead lead_new1")
        #expect(letters.status == 0 && letters.output.contains("no dead letters"), "\(letters)")
        #expect(letters.output.contains("lead.updated"), "\(letters)")
        let again = try await BuiltProgram.shell("$P demo --once --folder \(place.path)")
        #expect(again.status == 0 && again.output.contains("as told"), "\(again)")
    }

    @Test func `leaves alone a folder with something else in it`() async throws {
        let place = Place()
        try FileManager.default.createDirectory(at: place.url, withIntermediateDirectories: true)
        try Data("mine".utf8).write(to: place.url.appending(path: "thesis.txt"))
        let run = try await BuiltProgram.shell("$P demo --once --folder \(place.path)")
        #expect(run.status == 1 && run.errors.contains("holds something else than a demo"), "\(run)")
        #expect(try FileManager.default.contentsOfDirectory(atPath: place.path) == ["thesis.txt"])
    }

    @Test func `goes on until somebody ends it, with commands that work meanwhile`() async throws {
        let script = """
            leadrelay() { "$P" "$@"; }
            "$P" demo > out & demo=$!
            until grep -q 'events list' out && grep -q ' sends$' out; do kill -0 $demo; done
            eval "$(grep -o 'export LEADRELAY_CONFIG=.*' out)"
            for command in "lead lead_abc123" "dead list" destinations "attention list" "events list"; do
                leadrelay $command > told && test -s told || echo "failed: $command"
            done
            port=$(sed -n 's,.*http://127.0.0.1:\\([0-9]*\\)/_received.*,\\1,p' out)
            exec 3<> /dev/tcp/127.0.0.1/$port
            printf 'GET /_received HTTP/1.1\\r\\nHost: demo\\r\\nConnection: close\\r\\n\\r\\n' >&3
            grep -q '"status":503,"fault":"503:retry-after=2"' <&3 || echo "failed: to list the outage"
            exec 3>&-
            eval "$(grep -o 'leadrelay dead replay dl_.*' out)"
            folder=${LEADRELAY_DATA%/data}
            kill -TERM $demo; wait $demo; echo "ended with $?"
            test -e $folder && echo "left: $folder"
            true
            """
        let folder = try TrialFolder(routes: "{}")
        let run = try await BuiltProgram.shell("cd \(folder.url.path)\n" + script)
        #expect(run.output.contains(": replayed\n") && run.output.hasSuffix("ended with 0\n"), "\(run)")
        #expect(!run.output.contains("failed") && !run.output.contains("left"), "\(run)")
    }

    @Test func `shows the routes file that lies at the top of the repository`() throws {
        let file = try Data(contentsOf: BuiltProgram.repository.appending(path: "routes.json"))
        #expect(EmbeddedFiles.bytes(named: "example") == Array(file))
    }
}
