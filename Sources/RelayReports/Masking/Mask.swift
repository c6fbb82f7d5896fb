package import JSON
import RelayCore

/// Decides what of events, requests and answers is shown: leads are personal data, and a terminal has bystanders.
package struct Mask: Sendable {
    package let isRevealing: Bool
    /// Texts of the event at hand that are not shown, for finding them where they were copied to.
    private var hidden = HiddenTexts()

    /// How many of an event's texts are looked for elsewhere, and how much of each.
    private static let mostHidden = 1_000
    private static let longestHidden = 24

    package init(isRevealing: Bool = false) {
        self.isRevealing = isRevealing
    }

    /// A mask that also finds what it hides of this event where requests, answers and reasons repeat it.
    package func learning(from body: JSONValue) -> Mask {
        guard !isRevealing else { return self }
        var mask = self
        mask.learn(body, under: .plain)
        return mask
    }

    private mutating func learn(_ value: JSONValue, under treatment: SensitiveNames.Treatment) {
        guard hidden.count < Self.mostHidden else { return }
        for element in value.elements { learn(element, under: treatment) }
        for member in value.members {
            learn(member.value, under: max(treatment, SensitiveNames.treatment(of: member.name, in: .event)))
        }
        let isText = value.kind == .string
        guard isText || value.kind == .number else { return }
        let text = value.string ?? String(decoding: value.source, as: UTF8.self)
        guard treatment > .plain || PersonalText.isLikely(text) else { return }
        // What is shorter stands in every second word.
        guard text.utf8.count >= (isText ? 3 : 5) else { return }
        let start = String(text.prefix(Self.longestHidden))
        hidden.insert(start)
        hidden.insert(start.harmless)
    }

    // MARK: Deciding

    func hides(_ text: String, _ treatment: SensitiveNames.Treatment) -> Bool {
        switch treatment {
        case .secret: true
        case .personal: !isRevealing
        case .plain: hides(text)
        }
    }

    /// Whether a text repeats what is hidden, or looks like a person's.
    func hides(_ text: String) -> Bool {
        guard !isRevealing else { return false }
        return PersonalText.isLikely(text) || hidden.occur(in: text)
    }

    /// A sentence about an event, or what stands for it where it repeats what is hidden.
    package func sentence(_ text: String) -> String {
        hides(text) ? "<masked, since it repeats personal data; --reveal shows it>" : text
    }

    // MARK: Words

    /// What is told of a text that is hidden.
    static func placeholder(forText length: Int) -> String {
        "<text of \(length) character\(length == 1 ? "" : "s")>"
    }

    static func placeholder(forNumber length: Int) -> String {
        "<number of \(length) character\(length == 1 ? "" : "s")>"
    }

    static let truthPlaceholder = "<true or false>"
}
