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

    var json: [UInt8] {
        var writer = JSONWriter()
        writer.object { writer in
            writer.member("version", Product.version)
            writer.member("configuration", fingerprint)
            writer.member("listening", addresses)
            writer.member("ready", isReady)
            writer.member("waiting", counts.waiting)
            writer.member("deadLetters", counts.deadLetters)
            writer.member("bytes", Int(counts.bytes))
            writer.name("refused")
            writer.object { writer in
                for (cause, count) in rejections.sorted(by: { $0.key < $1.key }) { writer.member(cause, count) }
            }
        }
        return writer.bytes
    }
}
