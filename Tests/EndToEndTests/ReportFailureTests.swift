import Foundation
import RelayStore
import RelayTesting
import SQLite
import Testing

@Suite("Commands over a store that fail, end to end", .timeLimit(.minutes(10)))
struct ReportFailureTests {
    private let filled: FilledStore

    init() throws { filled = try FilledStore() }

    private func complaint(_ line: String, status: Int32) async throws -> String {
        let outcome = try await filled.shell(line)
        #expect(outcome.status == status && outcome.output.isEmpty, "\(outcome)")
        #expect(outcome.errors.split(separator: "\n").count == 1, "\(outcome.errors)")
        return outcome.errors
    }

    private func database(_ sql: String) throws -> Connection {
        let connection = try Connection(path: filled.folder.appending(path: "leadrelay.db").path(), .writing)
        try connection.execute(sql)
        return connection
    }

    @Test(arguments: [
        ("events list", "nowhere"), ("deliveries list", "nowhere"), ("dead export", "nowhere"), ("lead x", "nowhere"),
        ("rejected list", "nowhere"), ("events tail", "nowhere"), ("destinations", "nowhere"), ("pause x", "nowhere"),
        ("resume x", "nowhere"), ("dead discard dl_06f3k8m2q7a4d_0", "nowhere"), ("attention clear --all", "nowhere"),
    ])
    func `no store is told with the ways to name one`(words: String, folder: String) async throws {
        let complaint = try await complaint("$P \(words) --data \(folder)", status: 3)
        #expect(
            complaint.hasPrefix("leadrelay: could not open the store for reading: there is no 'nowhere/leadrelay.db'.")
        )
        #expect(complaint.contains("--data") && complaint.contains("leadrelay run"))
    }

    @Test func `an id that there is not is told with what was meant`() async throws {
        let unknown = try await complaint("$P events show evt_l --data $D", status: 1)
        #expect(unknown == "leadrelay: there is no event \"evt_l\". Did you mean \"evt_1\"?\n")
        let far = try await complaint("$P dead show dl_x --data $D", status: 1)
        #expect(
            far == "leadrelay: there is no delivery \"dl_x\". See those that there are: leadrelay deliveries list\n"
        )
        let lead = try await complaint("$P lead lead_abc124 --data $D", status: 1)
        #expect(lead == "leadrelay: nothing is known of a lead \"lead_abc124\". Did you mean \"lead_abc123\"?\n")
    }

    @Test(arguments: [
        ("--since yesterday", "\"yesterday\" for \"--since\" is no time."),
        ("--limit 0", "\"0\" for \"--limit\" is no such"),
        ("--limit many", "\"many\" for \"--limit\" is no such count."),
        ("--before x", "\"x\" for \"--before\" is no such id."),
        ("--state ded", "\"ded\" is no value for \"--state\". Did you mean \"dead\"?"),
    ])
    func `a wrong filter is an error of usage`(filter: String, words: String) async throws {
        #expect(try await complaint("$P deliveries list --data $D \(filter)", status: 2).contains(words))
    }

    @Test func `a store of a newer version is not touched`() async throws {
        _ = try database("PRAGMA user_version = 99")
        let complaint = try await complaint("$P events list --data $D", status: 3)
        #expect(complaint.contains("it has version 99, and this program reads version"))
        #expect(complaint.contains("Use the newer program."))
    }

    @Test func `a store that somebody holds for himself is told`() async throws {
        try filled.store.close()
        _ = try await filled.shell("mkdir held; cp leadrelay.db held")
        let connection = try Connection(path: filled.folder.appending(path: "held/leadrelay.db").path(), .writing)
        try connection.execute("PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE")
        let complaint = try await complaint("$P events list --data held", status: 3)
        #expect(complaint.contains("locked"))
        try connection.execute("ROLLBACK")
    }

    @Test(arguments: [
        "events list", "dead list", "health", "dead discard dl_06f3k8m2q7a4d_0", "destinations", "pause x",
    ])
    func `a folder of somebody else is told as that, and not as an empty one`(words: String) async throws {
        let complaint = try await complaint(
            """
            mkdir locked; cp leadrelay.db locked; chmod 0 locked
            # Nobody can lock root out who may do everything.
            [ $(id -u) = 0 ] && as="setpriv --bounding-set=-dac_override,-dac_read_search"
            $as $P \(words) --data locked; status=$?; chmod 700 locked; exit $status
            """,
            status: 3
        )
        #expect(
            complaint.contains("permission denied. What lies in a data folder is its owner's alone"),
            "\(complaint)"
        )
        #expect(!complaint.contains("there is no") && !complaint.contains("leadrelay run"), "\(complaint)")
    }

    @Test(arguments: [
        ("head -c 8192 /dev/urandom > broken/leadrelay.db", "restore a backup"),
        (": > broken/leadrelay.db", "the file is not a store of leadrelay"),
    ])
    func `what is no store, or no longer one, is told with a remedy`(making: String, words: String) async throws {
        let complaint = try await complaint("mkdir broken; \(making); $P events list --data broken", status: 3)
        #expect(complaint.contains(words), "\(complaint)")
    }

    @Test func `the folder is named by the option, else the environment, else the routes file`() async throws {
        let script = """
            mkdir here; cp leadrelay.db* here; cd here; mkdir leadrelay-data other
            try() { "$@" 2>&1 | grep -o "no '[^']*'"; }
            echo '{ "service": { "data": "configured" } }' > routes.json
            try $P events list --json --data given
            LEADRELAY_DATA=environment try $P events list
            try $P events list
            try $P events list --config routes.json
            LEADRELAY_CONFIG=nowhere.json try $P events list
            $P events list --config nowhere.json
            """
        let outcome = try await filled.shell(script)
        #expect(
            outcome.output == """
                no 'given/leadrelay.db'
                no 'environment/leadrelay.db'
                no 'configured/leadrelay.db'
                no 'configured/leadrelay.db'
                no './leadrelay-data/leadrelay.db'

                """
        )
        #expect(outcome.status == 1)
        #expect(outcome.errors == "leadrelay: could not open 'nowhere.json': no such file or directory\n")
    }
}
