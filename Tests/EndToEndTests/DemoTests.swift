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
        // A name that leads nowhere from elsewhere.
        let folder = "./\(place.url.lastPathComponent)"
        let there = "cd \(place.url.deletingLastPathComponent().path) && "
        let first = try await BuiltProgram.shell(there + "$P demo --once --folder \(folder)")
        #expect(first.status == 0 && first.output.hasSuffix("Everything came out as told.\n"), "\(first)")
        for word in [
            "accepted", "delivered", "duplicate", "refused", "failed", "echo", "skipped", "dead letter", "remedy",
            "repair",
        ] { #expect(first.output.contains("\n   \(word) "), "\(word): \(first)") }
        #expect(first.output.contains("8 delivered, 1 skipped"), "\(first)")

        // All of it can be looked at afterwards from anywhere, and the demo be shown again in the same place.
        let told = first.output.split(separator: "\n")
        let export = try #require(told.first { $0.hasPrefix("export ") })
        let event = try #require(first.output.firstMatch(of: /leadrelay (events show .*)/)).1
        let look = "cd / && \(export); $P dead list && $P lead lead_new1 && $P \(event) --reveal"
        let letters = try await BuiltProgram.shell(look)
        #expect(letters.status == 0 && letters.output.contains("no dead letters"), "\(letters)")
        #expect(letters.output.contains("lead.updated") && letters.output.contains("MESSAGE_SENT"), "\(letters)")
        let again = try await BuiltProgram.shell(there + "$P demo --once --folder \(folder)")
        #expect(again.status == 0 && again.output.contains("as told"), "\(again)")
        #expect(again.output.contains("5 accepted, 1 of them") && again.output.contains("8 delivered, 1"), "\(again)")
    }

    @Test func `says at once why its relay does not start`() async throws {
        let place = Place()
        let name = String(repeating: "y", count: 100)
        let run = try await BuiltProgram.shell("$P demo --once --folder \(place.path)/\(name)")
        #expect(run.status == 1 && run.output.isEmpty, "\(run)")
        #expect(run.errors.contains("the demo does not start\ncould not listen at "), "\(run)")
        #expect(run.errors.contains("choose another folder with --folder"), "\(run)")
    }

    /// Starts a demo in the folder `place`, and ends it when its relay has accepted an event.
    private static let interruption = """
        "$P" demo --once --folder place > out 2> errors & demo=$!
        until grep -q accepted out; do kill -0 $demo || break; done
        kill -TERM $demo; wait $demo; echo "interrupted with $?"; cat errors
        source <(grep '^export ' out)
        """

    @Test func `says what came instead, and what still waits`() async throws {
        let folder = try TrialFolder(routes: "{}")
        let script = """
            cd \(folder.url.path)
            \(Self.interruption)
            "$P" pause leadping; "$P" demo --once --folder place
            """
        let run = try await BuiltProgram.shell(script)
        #expect(run.output.contains("interrupted with 1\nleadrelay: it was interrupted; "), "\(run)")
        #expect(run.status == 1, "\(run)")
        for line in [
            "   delivered   leadtrackr ", "   delivered   octanist ",
            "   waiting     leadping   setStatus: leadping still waits",
            "   otherwise   delivered, delivered, waiting, where delivered, delivered, delivered were to come",
        ] { #expect(run.output.contains("\n" + line), "\(line): \(run)") }
        #expect(run.output.contains("6 delivered, 1 skipped, 2 waiting"), "\(run)")
        #expect(run.output.hasSuffix("otherwise than told. The folder stays: \(folder.url.path)/place\n"), "\(run)")
    }

    @Test func `uses routes that somebody has changed, and fails by what comes of them`() async throws {
        let folder = try TrialFolder(routes: "{}")
        let script = """
            cd \(folder.url.path)
            \(Self.interruption)
            sed -i '/"api": "leadping"/s/live/observe/' place/routes.json; cp place/routes.json mine
            "$P" demo --folder place > out & demo=$!
            until grep -q 'events list' out; do kill -0 $demo || break; done
            "$P" demo --once --folder place; echo "another with $?"
            kill -INT $demo; wait $demo; echo "ended with $?"
            cmp mine place/routes.json && cat out
            """
        let run = try await BuiltProgram.shell(script)
        #expect(run.output.contains("another with 1\nended with 1\n"), "\(run)")
        #expect(run.errors.contains("is in use by process "), "\(run)")
        #expect(run.output.contains("routes.json was changed, and is used as it is"), "\(run)")
        #expect(run.output.contains("\n   otherwise   ") && run.output.contains("The folder stays: "), "\(run)")
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
            mkdir temporary
            TMPDIR=$PWD/temporary "$P" demo > out & demo=$!
            until grep -q 'events list' out && grep -q ' sends$' out; do kill -0 $demo || break; done
            eval "$(grep -o 'export LEADRELAY_CONFIG=.*' out)"
            for command in "lead lead_abc123" "dead list" destinations "attention list" "events list" \\
                "send --source sendpilot"; do
                leadrelay $command > told && test -s told || echo "failed: $command"
            done
            port=$(sed -n 's,.*http://127.0.0.1:\\([0-9]*\\)/_received.*,\\1,p' out)
            exec 3<> /dev/tcp/127.0.0.1/$port
            printf 'GET /_received HTTP/1.1\\r\\nHost: demo\\r\\nConnection: close\\r\\n\\r\\n' >&3
            grep -q '"status":503,"fault":"503:retry-after=2"' <&3 || echo "failed: to list the outage"
            exec 3>&-
            eval "$(grep -o 'leadrelay dead replay dl_.*' out)"
            folder=${LEADRELAY_DATA%/data}
            case $folder in $PWD/temporary/leadrelay-demo-*) ;; *) echo "left elsewhere: $folder" ;; esac
            find $folder -type f -perm /077 -printf 'left open: %p\\n'
            until grep -q ' delivered$' out; do kill -0 $demo || break; done
            grep -F '(delivered)' out
            grep -o -E '^export|leadrelay dead replay' out | head -n 1 | grep -q export || echo "failed: too late"
            kill -TERM $demo; wait $demo; echo "ended with $?"
            tail -n 2 out
            ls -d temporary/* 2> none && echo "left: it all"
            true
            """
        let folder = try TrialFolder(routes: "{}")
        let run = try await BuiltProgram.shell("cd \(folder.url.path)\n" + script)
        #expect(run.output.contains(": replayed\n"), "\(run)")
        #expect(run.output.contains("\nended with 0\nThe folder goes: "), "\(run)")
        #expect(!run.output.contains("failed") && !run.output.contains("left"), "\(run)")
        #expect(!run.output.contains("(delivered)") && run.output.hasSuffix("as told.\n"), "\(run)")
    }

    @Test(arguments: ["INT INT", "INT TERM INT", "HUP", "TERM HUP"])
    func `leaves nothing behind, however often somebody wants its end`(signals: String) async throws {
        let script = """
            mkdir temporary
            TMPDIR=$PWD/temporary "$P" demo > out 2> errors & demo=$!
            until grep -q accepted out; do kill -0 $demo || break; done
            for signal in \(signals); do kill -$signal $demo; read -t 0.05 < /dev/zero; done
            wait $demo; echo "ended with $?"; cat errors; ls temporary
            """
        let folder = try TrialFolder(routes: "{}")
        let run = try await BuiltProgram.shell("cd \(folder.url.path)\n" + script)
        #expect(run.output == "ended with 1\nleadrelay: it was interrupted; nothing of it is left\n", "\(run)")
    }

    @Test func `shows the routes file that lies at the top of the repository`() throws {
        let file = try Data(contentsOf: BuiltProgram.repository.appending(path: "routes.json"))
        #expect(EmbeddedFiles.bytes(named: "example") == Array(file))
    }
}
