import JSON
import RelayRoutes

/// What a contract or a preset stands on, and what its documents leave open, on a page.
struct DocumentSection {
    private let json: JSONValue

    init(_ json: JSONValue) {
        self.json = json
    }

    func write(to page: inout TextPage) {
        let documents = json.objects("documents")
        if !documents.isEmpty { page.heading("Documents:") }
        for document in documents {
            let date = document["date"]?.string.map { ", \($0)" } ?? ""
            page.paragraph((document["name"]?.string ?? "?") + date, indent: 2)
            if let url = document["url"]?.string { page.paragraph(url, indent: 4) }
        }
        let questions = json.objects("open")
        if !questions.isEmpty { page.heading("Open questions, and what was decided:") }
        for question in questions {
            page.paragraph(question["question"]?.string ?? "", indent: 2)
            page.paragraph("→ " + (question["decision"]?.string ?? ""), indent: 4)
        }
    }
}
