import CivilTime
import JSON
import RelayCore

/// What a node says of itself.
struct NodeStatus {
    let fingerprint: String
    let addresses: [String]
    let isReady: Bool
    let counts: StoreCounts
    /// How many requests were refused since the start, by their causes.
    let rejections: [String: Int]
    let board: DestinationBoard

    var json: [UInt8] {
        var writer = JSONWriter()
        writer.object { writer in
            writer.member("version", Product.version)
            writer.member("configuration", fingerprint)
            writer.member("listening", addresses)
            writer.member("ready", isReady)
            writer.member("waiting", counts.waiting)
            writer.member("deadLetters", counts.deadLetters)
            writer.member("attention", counts.attention)
            writer.name("echoes")
            writer.object { writer in
                writer.member("received", counts.echoes)
                writer.member("nearMisses", counts.nearMisses)
            }
            writer.member("bytes", Int(counts.bytes))
            writer.name("destinations")
            writer.object { writer in
                for name in board.names.sorted() {
                    writer.name(name)
                    writer.object { writer in board.write(name, &writer) }
                }
            }
            writer.name("refused")
            writer.object { writer in
                for (cause, count) in rejections.sorted(by: { $0.key < $1.key }) { writer.member(cause, count) }
            }
        }
        return writer.bytes
    }
}
