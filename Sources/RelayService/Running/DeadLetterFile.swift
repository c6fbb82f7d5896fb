import CivilTime
import JSON
import LinuxIO
package import RelayCore
package import RelayLog

/// `dead-letters.jsonl`: a line for each dead letter, for those who watch files.
///
/// What counts is the store. The file is written from it afterwards, so that a crash costs no line: the next start goes
/// on behind the last one that is whole. It holds ids, causes and remedies, and nothing that a person wrote.
package final class DeadLetterFile {
    private let path: String
    private let sizeLimit: Int
    private let ledger: any Ledger
    private let log: Log
    private var last: Int64?

    private static let files = 5
    private static let page = 500

    package init(path: String, sizeLimit: Int, ledger: any Ledger, log: Log) {
        self.path = path
        self.sizeLimit = sizeLimit
        self.ledger = ledger
        self.log = log
    }

    /// Writes what is missing whenever it is told that there may be something, until its task is cancelled.
    func run(_ written: Alarm) async {
        while !Task.isCancelled {
            write()
            await written.wait()
        }
        // What ended while the node did.
        write()
    }

    /// Writes what is missing.
    package func write() {
        do {
            try writeMissing()
        } catch {
            // Whole lines may be there of what was not written to its end, so that only the file knows.
            last = nil
            log.write(.error, "dead letters not written", ["file": .string(path), "error": .string("\(error)")])
        }
    }

    private func writeMissing() throws {
        var file = try AppendFile(path: path)
        var number = try last ?? lastNumber(in: file)
        while true {
            let letters = try ledger.deadLetters(after: number, limit: Self.page)
            guard let newest = letters.last else { return }
            if file.size >= sizeLimit {
                try FileRotation.rotate(path: path, keeping: Self.files)
                file = try AppendFile(path: path)
            }
            try file.append(letters.flatMap { number, letter in Self.line(number, letter) })
            number = newest.number
            last = number
        }
    }

    /// The number of the newest line; that of the file before where this one has none yet.
    private func lastNumber(in file: AppendFile) throws(LinuxIOError) -> Int64 {
        if let number = Self.number(of: try file.lastLine()) { return number }
        let earlier = "\(path).1"
        guard FileBytes.exists(path: earlier) else { return 0 }
        return Self.number(of: try AppendFile(path: earlier).lastLine()) ?? 0
    }

    private static func number(of line: [UInt8]?) -> Int64? {
        line.flatMap { try? JSONDocument($0).root["number"]?.int }
    }

    private static func line(_ number: Int64, _ letter: DeliverySummary) -> [UInt8] {
        let stored = letter.stored
        guard case .finished(let fate, let reason) = stored.delivery.state else { return [] }
        var writer = JSONWriter()
        writer.object { writer in
            writer.member("number", Int(number))
            if let at = letter.finishedAt { writer.member("at", at.rfc3339) }
            writer.member("delivery", stored.id.text)
            writer.member("event", stored.id.event.text)
            writer.member("route", stored.address.route)
            writer.member("send", stored.address.send)
            writer.member("destination", stored.address.destination)
            writer.member("fate", fate.rawValue)
            writer.member("cause", reason.cause)
            writer.member("remedy", reason.remedy)
            if let status = letter.status { writer.member("status", status) }
            writer.member("attempts", stored.delivery.history.attempts)
        }
        return writer.bytes + [UInt8(ascii: "\n")]
    }
}
