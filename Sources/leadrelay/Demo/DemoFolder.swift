import JSON
import LinuxIO
import Quotation
import RelayCore
import RelayRoutes
import RelayService

/// The folder that a demo runs in: the example's routes file, made to send, with secrets that nobody else has.
struct DemoFolder {
    let path: String
    /// Whether it goes when the demo ends.
    private let isTemporary: Bool

    /// The APIs of the example, by the names of its destinations.
    static let apis = ["leadtrackr", "octanist", "leadping", "sendpilot"]
    private static let signingSecrets = ["SENDPILOT_WEBHOOK_SECRET", "CRM_WEBHOOK_SECRET"]
    private static func keyName(_ api: String) -> String { "\(api.uppercased())_API_KEY" }

    /// Makes the folder; one that is there may be that of an earlier demo, and nothing else.
    init(_ given: String?) throws {
        isTemporary = given == nil
        let random = SystemRandom()
        path = given ?? "/tmp/leadrelay-demo-\(String(random.next(), radix: 36))"
        if given != nil, !Folder.isEmpty(path), !FileBytes.exists(path: file(Self.mark)) {
            throw CommandFailure(
                "\(path.shown.quoted) holds something else than a demo. Name a folder that is empty or not there yet."
            )
        }
        try Folder.make("\(path)/secrets")
        try FileBytes.replace(path: file(Self.mark), with: Array("made by leadrelay demo\n".utf8))
        try writeSecrets(random)
        try FileBytes.replace(path: routes, with: try exampleRoutes())
    }

    /// Takes the folder away again, if nobody named it.
    func end() {
        if isTemporary { Folder.remove(path) }
    }

    private static let mark = "demo.txt"
    private func file(_ name: String) -> String { "\(path)/\(name)" }
    var routes: String { file("routes.json") }
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

    private func writeSecrets(_ random: SystemRandom) throws {
        for name in Self.signingSecrets + Self.apis.map(Self.keyName) {
            let place = "\(path)/secrets/\(name)"
            guard !FileBytes.exists(path: place) else { continue }
            let chance = Base64.encode(random.bytes(24).span)
            // As Sendpilot and Standard Webhooks give theirs out.
            let prefix = Self.signingSecrets.contains(name) ? "whsec_" : "demo_"
            try FileBytes.create(path: place, with: Array(prefix.utf8) + chance)
        }
    }

    /// The example, but live, and with its secrets from files.
    private func exampleRoutes() throws -> [UInt8] {
        guard let bytes = EmbeddedFiles.bytes(named: "example") else { preconditionFailure("no example is embedded") }
        var text = String(decoding: bytes, as: UTF8.self)
        text.replace(#""mode": "observe""#, with: #""mode": "live""#)
        for name in Self.signingSecrets + Self.apis.map(Self.keyName) {
            var place = JSONWriter()
            place.string("\(path)/secrets/\(name)")
            let quoted = String(decoding: place.bytes, as: UTF8.self)
            text.replace(#"{ "env": "\#(name)" }"#, with: #"{ "file": \#(quoted) }"#)
        }
        return Array(text.utf8)
    }
}
