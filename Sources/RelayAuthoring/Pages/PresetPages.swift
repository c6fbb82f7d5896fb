package import JSON
import Quotation
package import RelayRoutes
import Spelling

/// What `leadrelay api presets` tells of the senders that are known.
package struct PresetPages: Sendable {
    private let presets: [String: JSONValue]

    package init(_ catalogue: Catalogue) {
        presets = catalogue.presets
    }

    package var names: [String] { presets.keys.sorted() }

    package func nearest(to word: String) -> String? { Spelling.nearest(to: word, among: names) }

    // MARK: List

    package var list: String {
        var page = TextPage()
        page.table(names.map { ($0, summary(of: $0)) }, indent: 0)
        page.heading("More about one of them: leadrelay api presets NAME")
        return page.text
    }

    private func summary(of name: String) -> String {
        guard let preset = presets[name] else { return "" }
        let schemes = preset.oneOrMoreObjects("signature").compactMap { $0["scheme"]?.string }.uniqued()
        let places = ["type", "lead"].filter { preset[$0] == nil }
        let lacking = places.isEmpty ? "" : "; the source says \(places.joined(separator: ", "))"
        return "\(preset["title"]?.string ?? name): \(schemes.joined(separator: ", "))\(lacking)"
    }

    package func writeList(to writer: inout JSONWriter) {
        writer.array { writer in
            for name in names {
                writer.object { writer in
                    writer.member("preset", name)
                    writer.member("title", presets[name]?["title"]?.string ?? name)
                }
            }
        }
    }

    // MARK: One of them

    /// Nil for a preset that there is not.
    package func page(for name: String) -> String? {
        presets[name].map { preset in
            var page = TextPage()
            page.line("\(preset["title"]?.string ?? name) (\"preset\": \(name.quoted))")
            for scheme in preset.oneOrMoreObjects("signature") { Self.write(scheme, to: &page) }
            Self.writePlaces(of: preset, to: &page)
            if let types = preset["types"] {
                page.heading("Event types:")
                page.paragraph(types.elements.compactMap(\.string).joined(separator: ", "), indent: 2)
            }
            if !preset.entries("events").isEmpty {
                page.heading("Events described: \(preset.entries("events").map(\.name).joined(separator: ", "))")
            }
            Self.writeExample(name, preset, to: &page)
            DocumentSection(preset).write(to: &page)
            return page.text
        }
    }

    package func write(_ name: String, to writer: inout JSONWriter) {
        if let preset = presets[name] { writer.value(preset) } else { writer.null() }
    }

    private static func write(_ scheme: JSONValue, to page: inout TextPage) {
        page.heading("Signature: \(scheme["scheme"]?.string ?? "?")")
        let headers = [scheme["header"]].compactMap { $0?.string } + scheme.words("fallbackHeaders").map(\.text)
        let stamp = scheme["timestamp"].map { timestamp in
            let place = timestamp.entries.filter { $0.name != "unit" }.map { "\($0.name) \($0.value.string ?? "")" }
            return place.joined() + (timestamp["unit"]?.string.map { ", in \($0)" } ?? "")
        }
        let layout = ["layout", "prefix", "element", "separator"].compactMap { key in
            scheme[key]?.string.map { "\(key) \($0.quoted)" }
        }
        let rows: [(String, String?)] = [
            ("header", headers.isEmpty ? nil : headers.joined(separator: ", or ")),
            ("in it", layout.isEmpty ? nil : layout.joined(separator: ", ")),
            ("signed", scheme["signed"]?.string), ("written in", scheme["encoding"]?.string),
            ("secret read as", scheme["key"]?.string), ("timestamp", stamp),
            ("may be off by", scheme["tolerance"]?.string),
            ("id signed", scheme["id"]?["header"]?.string),
        ]
        page.table(rows.compactMap { label, text in text.map { (label, $0) } })
    }

    private static func writePlaces(of preset: JSONValue, to page: inout TextPage) {
        page.heading("Where an event's parts are found:")
        let aliases = preset["aliases"].map { $0.elements.compactMap(\.string).joined(separator: ", ") }
        let places = ["id", "type", "lead", "occurredAt"].map { key in
            (key, preset[key]?.string ?? (key == "id" ? "SHA-256 of the body" : "the source says it, or nobody"))
        }
        page.table(places + (aliases.map { [("or the id", $0)] } ?? []))
        let traits = [
            preset["batch"]?.bool == true ? "A request may hold a list of events." : nil,
            preset["handshakes"] != nil ? "Requests that only ask whether we are there are answered." : nil,
            preset["answer"]?.int.map { "Takes \($0) for success." },
        ]
        let known = traits.compactMap(\.self)
        if !known.isEmpty { page.paragraph(known.joined(separator: " "), indent: 2) }
    }

    private static func writeExample(_ name: String, _ preset: JSONValue, to page: inout TextPage) {
        let variable = StarterRoutes.variable(name, "WEBHOOK_SECRET")
        let isSigned = preset.oneOrMoreObjects("signature").contains { $0["scheme"]?.string != "none" }
        var writer = JSONWriter()
        writer.object { writer in
            writer.member("preset", name)
            if isSigned { writer.member("secrets", json: #"[{ "env": "\#(variable)" }]"#) }
        }
        guard let source = try? JSONDocument(writer.bytes) else { return }
        let layout = JSONLayout(width: TextPage.width - name.count - 8).text(of: source.root)
        page.heading("Example:")
        page.block("\"\(name)\": \(String(decoding: layout.dropLast(), as: UTF8.self))")
    }
}
