import CivilTime
import Crypto
import Foundation
import JSON
import LinuxIO
import RelayCore
import RelayRoutes
import RelayTesting
import RelayTrials

/// Senders that post signed events on a timetable, each the events of leads of its own, one after the other.
struct EnduranceSenders {
    private static let count = 4
    private let progress: Happenings<Progress>

    /// An event that was accepted.
    struct Accepted: Sendable {
        let lead: Int
        /// The relay's number for it, as it stands in the ids of its deliveries.
        let number: String
        let sent: Moment
    }

    struct Progress: Sendable {
        /// In order, for each lead.
        var accepted: [Accepted] = []
        var refused = 0
        var ended = 0
    }

    init(port: UInt16, rate: Int, seconds: Int) throws {
        progress = Happenings(Progress())
        let digests = try OpenSSLDigests()
        let scheme = (Catalogue.embedded.schemes(ofPreset: "github") ?? [])[0]
        for sender in 0..<Self.count {
            _ = try LinuxIO.Thread(name: "sender") { [progress] in
                let signer = Signer(scheme, secret: Array(EnduranceRoutes.secret.utf8), digests: digests)
                let line = Line(sender, port, rate: rate / Self.count, events: rate * seconds / Self.count, signer)
                line.run(progress)
            }
        }
    }

    /// All that was accepted, once the timetable is over.
    func accepted() async throws -> Progress { try await progress.wait { $0.ended == Self.count } }

    /// One sender's timetable.
    private struct Line {
        let sender: Int
        let port: UInt16
        let rate: Int
        let events: Int
        let signer: Signer

        init(_ sender: Int, _ port: UInt16, rate: Int, events: Int, _ signer: Signer) {
            (self.sender, self.port, self.rate, self.events) = (sender, port, rate, events)
            self.signer = signer
        }

        func run(_ progress: Happenings<Progress>) {
            let start = Moment.current
            var wire = try? Wire(port: port)
            for index in 0..<events {
                (start + .nanoseconds(Int64(index) * 1_000_000_000 / Int64(rate))).holdThread()
                let lead = sender + EnduranceSenders.count * (index % (EnduranceBench.leads / EnduranceSenders.count))
                let (body, sent) = (body(of: lead, index), Moment.current)
                let answer = wire?.post("/in/shop", body, headers: signature(of: body))
                if answer == nil { wire = try? Wire(port: port) }
                let name = answer.flatMap { $0.status == 200 ? (try? JSONDocument($0.body))?.root["id"]?.string : nil }
                progress.note { progress in
                    guard let name else { return progress.refused += 1 }
                    progress.accepted.append(Accepted(lead: lead, number: String(name.dropFirst(3)), sent: sent))
                }
            }
            progress.note { $0.ended += 1 }
        }

        private func body(of lead: Int, _ index: Int) -> String {
            let id = "ev_\(sender)_\(index)"
            let digits = String(index, radix: 16)
            let label = "00000000-0000-4000-8000-" + String(repeating: "0", count: 12 - digits.count) + digits
            let filler = String(repeating: "x", count: 400)
            return #"{"id":"\#(id)","type":"status","lead":"\#(EnduranceLeads.name(lead))","label":"\#(label)","#
                + #""filler":"\#(filler)"}"#
        }

        private func signature(of body: String) -> [String] {
            let request = SignedRequest(headers: HeaderList([]), body: Array(body.utf8))
            let headers = (try? signer.headers(for: request, id: "", at: .latest)) ?? []
            return headers.map { "\($0.name): \($0.value)" }
        }
    }
}

extension Moment {
    /// Holds the thread up until then.
    func holdThread() {
        let rest = self - .current
        if rest > .zero { Foundation.Thread.sleep(forTimeInterval: rest / .seconds(1)) }
    }
}
