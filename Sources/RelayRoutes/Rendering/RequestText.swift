package import JSON
package import RelayCore

/// A request as a person reads it, and as a shell would send it; of secrets it shows where they are found.
package struct RequestText: Sendable {
    private let request: Request

    package init(_ request: Request) {
        self.request = request
    }

    /// Method and URL, the headers, and the body.
    package var lines: [String] {
        var lines = ["\(request.method) \(url { $0.shown })"]
        lines += request.headers.map { "\($0.name): \($0.value.shown)" }
        if let body = request.body { lines += ["", String(decoding: body, as: UTF8.self)] }
        return lines
    }

    /// A command that sends it, with the secrets taken from where they are found.
    package var curl: String {
        var words = ["curl -X \(method) \(Self.quoted(parts: urlParts))"]
        words += request.headers.map { header in
            "-H \(Self.quoted(parts: [.plain("\(header.name): "), header.value]))"
        }
        if let body = request.body {
            words.append("--data-binary \(Self.quoted(String(decoding: body, as: UTF8.self)))")
        }
        return words.joined(separator: " \\\n  ")
    }

    package func write(to writer: inout JSONWriter) {
        writer.object { writeMembers(to: &$0) }
    }

    /// The request as it is kept: what `write` writes, and by which names it has the places of secrets for texts.
    package var json: [UInt8] {
        var writer = JSONWriter()
        writer.object { writer in
            writeMembers(to: &writer)
            writer.name("secrets")
            writer.object { writer in
                writer.member("headers", Self.secrets(request.headers))
                writer.member("query", Self.secrets(request.query))
            }
        }
        return writer.bytes
    }

    private func writeMembers(to writer: inout JSONWriter) {
        writer.member("method", request.method)
        writer.member("url", url { $0.shown })
        writer.member("path", request.path)
        writer.name("headers")
        writer.object { writer in
            for header in request.headers { writer.member(header.name, header.value.shown) }
        }
        guard let body = request.body, let document = try? JSONDocument(body) else { return }
        writer.name("body")
        writer.value(document.root)
    }

    private static func secrets(_ parameters: [Request.Parameter]) -> [String] {
        parameters.compactMap { if case .secret = $0.value { $0.name } else { nil } }
    }

    /// An event may not choose it, and it stays a word of its own whatever it is.
    private var method: String {
        request.method.utf8.allSatisfy { UInt8(ascii: "A")...UInt8(ascii: "Z") ~= $0 }
            ? request.method : Self.quoted(request.method)
    }

    // MARK: URLs

    private func url(_ text: (Sensitive) -> String) -> String { urlParts.map(text).joined() }

    private var urlParts: [Sensitive] {
        var parts = [request.base, .plain(request.path)]
        for (position, parameter) in request.query.enumerated() {
            parts.append(.plain((position == 0 ? "?" : "&") + PercentEncoding.encode(parameter.name) + "="))
            switch parameter.value {
            case .plain(let text): parts.append(.plain(PercentEncoding.encode(text)))
            case .secret: parts.append(parameter.value)
            }
        }
        return parts
    }

    // MARK: Words of a shell

    /// One word: texts in single quotes, in which a shell sees nothing but text, and secrets where it will find them.
    private static func quoted(parts: [Sensitive]) -> String {
        var word = ""
        var text = ""
        for part in parts {
            switch part {
            case .plain(let plain): text += plain
            case .secret(let reference, let prefix):
                word += quoted(text + prefix) + shellExpression(reference)
                text = ""
            }
        }
        return word + quoted(text)
    }

    private static func shellExpression(_ reference: SecretReference) -> String {
        switch reference {
        case .environment(let name): "\"$\(name)\""
        case .file(let path): "\"$(cat \(quoted(path)))\""
        }
    }

    private static func quoted(_ text: String) -> String {
        text.isEmpty
            ? "" : "'\(text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''"))'"
    }
}
