import JSON
import LinuxIO
import Quotation
import RelayCore
import RelayRoutes
import RelayService

/// The folder that a demo runs in: the example's routes file, made to send, with secrets that nobody else has.
struct DemoFolder {
    /// From the root on.
    let path: String
    /// Whether it goes when the demo ends.
    let isTemporary: Bool
    /// Whether somebody has changed the routes, which are then used as they are.
    let hasOtherRoutes: Bool

    /// The APIs of the example, by the names of its destinations.
    static let apis = ["leadtrackr", "octanist", "leadping", "sendpilot"]
    private static let signingSecrets = ["SENDPILOT_WEBHOOK_SECRET", "CRM_WEBHOOK_SECRET"]
    private static func keyName(_ api: String) -> String { "\(api.uppercased())_API_KEY" }

    /// Makes the folder; one that is there may be that of an earlier demo, and nothing else.
    init(_ given: String?) throws {
        isTemporary = given == nil
        let random = SystemRandom()
        let place = given ?? "\(ScratchFolder.usualParent)/leadrelay-demo-\(String(random.next(), radix: 36))"
        if !Folder.isEmpty(place), !FileBytes.exists(path: "\(place)/\(Self.mark)") {
            throw CommandFailure(
                "\(place.shown.quoted) holds something else than a demo. Name a folder that is empty or not there yet."
            )
        }
        try Folder.make("\(place)/data")
        path = try FileBytes.resolved(place)
        // Nothing is written under a demo that runs.
        let lock = try Self.lock("\(path)/data")
        defer { withExtendedLifetime(lock) {} }
        try Folder.make("\(path)/secrets")
        try Self.write(Array("made by leadrelay demo\n".utf8), to: "\(path)/\(Self.mark)")
        try Self.writeSecrets(to: path, random)
        let (routes, example) = ("\(path)/\(Self.routesName)", Self.exampleRoutes(in: path))
        if PrivateFile.size(of: routes) > 0 {
            hasOtherRoutes = try FileBytes.read(path: routes, limit: Configuration.sizeLimit) != example
        } else {
            hasOtherRoutes = false
            try Self.write(example, to: routes)
        }
    }

    private static func lock(_ folder: String) throws -> FolderLock {
        do throws(FolderLockError) {
            return try FolderLock(folder: folder)
        } catch { throw CommandFailure(error.description) }
    }

    /// Writes a file that nobody else may read.
    private static func write(_ bytes: [UInt8], to path: String) throws {
        try PrivateFile.make(path)
        try FileBytes.replace(path: path, with: bytes)
    }

    /// Takes the folder away again, if nobody named it.
    func end() {
        if isTemporary { Folder.remove(path) }
    }

    private static let (mark, routesName) = ("demo.txt", "routes.json")
    private func file(_ name: String) -> String { "\(path)/\(name)" }
    var routes: String { file(Self.routesName) }
    var log: String { file("relay.log") }
    var data: DataFolder { DataFolder(path: file("data")) }
    /// What a shell needs to know for the commands that look around.
    var exports: String { "export LEADRELAY_CONFIG=\(routes.shellWord) LEADRELAY_DATA=\(data.path.shellWord)" }

    func key(of api: String) throws -> String { String(decoding: try secret(Self.keyName(api)), as: UTF8.self) }

    func secret(_ name: String) throws -> [UInt8] {
        guard let bytes = SecretText.read(.file("\(path)/secrets/\(name)")) else {
            throw CommandFailure("\(path.shown.quoted) has lost the secret \(name). Name another folder.")
        }
        return bytes
    }

    private static func writeSecrets(to path: String, _ random: SystemRandom) throws {
        for name in signingSecrets + apis.map(keyName) {
            let place = "\(path)/secrets/\(name)"
            guard PrivateFile.size(of: place) == 0 else { continue }
            let chance = Base64.encode(random.bytes(24).span)
            // As Sendpilot and Standard Webhooks give theirs out.
            let prefix = signingSecrets.contains(name) ? "whsec_" : "demo_"
            try write(Array(prefix.utf8) + chance, to: place)
        }
    }

    /// The example, but live, and with its secrets from files.
    private static func exampleRoutes(in path: String) -> [UInt8] {
        guard let bytes = EmbeddedFiles.bytes(named: "example") else { preconditionFailure("no example is embedded") }
        var text = String(decoding: bytes, as: UTF8.self)
        text = text.replacing(each: #""mode": "observe""#, with: #""mode": "live""#)
        for name in signingSecrets + apis.map(keyName) {
            var place = JSONWriter()
            place.string("\(path)/secrets/\(name)")
            let quoted = String(decoding: place.bytes, as: UTF8.self)
            text = text.replacing(each: #"{ "env": "\#(name)" }"#, with: #"{ "file": \#(quoted) }"#)
        }
        return Array(text.utf8)
    }
}
