import JSON
import Quotation
import RelayCore

/// A request that was kept with an attempt, as far as it may be shown.
struct MaskedRequest {
    private let method: String
    private let url: String
    private let headers: [(name: String, value: String)]
    private let body: MaskedValue?

    /// Nil where none was kept.
    init?(_ json: [UInt8], _ mask: Mask) {
        guard !json.isEmpty, let root = try? JSONDocument(json).root, root.kind == .object else { return nil }
        method = root["method"]?.string ?? ""
        url = MaskedURL(root["url"]?.string ?? "", mask).text
        headers = (root["headers"].map { Array($0.members) } ?? []).map { member in
            (member.name, Self.value(member.value.string ?? "", ofHeader: member.name, mask))
        }
        body = root["body"].map { MaskedValue($0, mask, .event) }
    }

    /// Secrets were left out when it was kept, and where they are found stands in their place; one that was written into
    /// the configuration as a plain text is caught here.
    static func value(_ value: String, ofHeader name: String, _ mask: Mask) -> String {
        let isReference = value.split(separator: " ").last?.first == "$"
        let treatment: SensitiveNames.Treatment =
            SensitiveNames.isSecret(header: name) && !isReference ? .secret : .plain
        return mask.hides(value, treatment) ? Mask.placeholder(forText: value.count) : value
    }

    var lines: [String] {
        ["\(method.harmless) \(url.harmless)"] + headers.map { "\($0.name.harmless): \($0.value.harmless)" }
            + (body?.lines ?? [])
    }

    func write(to writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("method", method)
            writer.member("url", url)
            writer.name("headers")
            writer.object { writer in for header in headers { writer.member(header.name, header.value) } }
            guard let body else { return }
            writer.name("body")
            body.write(to: &writer)
        }
    }
}

/// A URL in which segments and values that are about a person are hidden.
struct MaskedURL {
    let text: String

    init(_ url: String, _ mask: Mask) {
        let parts = url.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        let path = parts[0].split(separator: "/", omittingEmptySubsequences: false)
            .map { Self.masked(String($0), .plain, mask) }.joined(separator: "/")
        let query = parts.dropFirst().map { query in
            query.split(separator: "&", omittingEmptySubsequences: false).map { Self.parameter($0, mask) }
                .joined(separator: "&")
        }
        text = ([path] + query).joined(separator: "?")
    }

    private static func parameter(_ parameter: Substring, _ mask: Mask) -> String {
        let parts = parameter.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2 else { return masked(String(parameter), .plain, mask) }
        let treatment = SensitiveNames.treatment(of: PercentEncoding.decode(parts[0]), in: .answer)
        let isReference = parts[1].first == "$"
        return "\(parts[0])=" + masked(String(parts[1]), isReference ? .plain : treatment, mask)
    }

    private static func masked(_ text: String, _ treatment: SensitiveNames.Treatment, _ mask: Mask) -> String {
        let plain = PercentEncoding.decode(text[...])
        return !plain.isEmpty && mask.hides(plain, treatment) ? Mask.placeholder(forText: plain.count) : text
    }
}
