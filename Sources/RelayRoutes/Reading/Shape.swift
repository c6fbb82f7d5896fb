/// What a value in a configuration file may look like.
///
/// The check of a file, its JSON Schema and the order of keys in its canonical form are all made from one shape, so that
/// they cannot disagree.
package indirect enum Shape: Sendable {
    case text(TextForm)
    case choice([String])
    case integer(ClosedRange<Int64>)
    case number
    case boolean
    /// Any JSON at all.
    case anything
    /// A text, a number or a boolean.
    case scalar
    case list(of: Shape, least: Int = 0)
    /// Names of the user's own, each with a value.
    case dictionary(of: Shape, names: TextForm = .nonEmpty)
    case object(ObjectShape)
    /// One of several, told apart by the kind of JSON value, and objects by their keys.
    case either([Shape])
    /// `{"env": "NAME"}` or `{"file": "/path"}`, with other keys beside it; never the secret itself.
    case secret(ObjectShape)
    /// An object that contains itself.
    case deferred(@Sendable () -> ObjectShape)

    fileprivate var overlay: Shape {
        switch self {
        case .object(let object): .object(object.overlay)
        case .dictionary(let element, let names): .dictionary(of: element.overlay, names: names)
        default: self
        }
    }

    /// A list, or one element without brackets.
    package static func oneOrMore(_ shape: Shape) -> Shape { .either([shape, .list(of: shape, least: 1)]) }
}

/// An object with known keys.
package struct ObjectShape: Sendable {
    /// What it is called in messages and in the JSON Schema, `a send`; no other shape is called so.
    package let name: String
    package let keys: [Key]
    package let rules: [Rule]

    package init(_ name: String, _ keys: [Key], rules: [Rule] = []) {
        self.name = name
        self.keys = keys
        self.rules = rules
    }

    package func key(_ name: String) -> Key? { keys.first { $0.name.isSpelled(name) } }

    /// The same object with more keys.
    package func adding(_ more: [Key], named name: String) -> ObjectShape {
        ObjectShape(name, keys + more, rules: rules)
    }

    /// The same object with no key required, nor in the objects under its keys: what is laid over one that is whole.
    ///
    /// Lists are not laid over others but put in their place, so that what stands in them is whole.
    package var overlay: ObjectShape {
        ObjectShape(name, keys.map { Key($0.name, $0.shape.overlay, $0.about) }, rules: rules)
    }

    package struct Key: Sendable {
        package let name: String
        package let shape: Shape
        /// What it says, in one sentence without its subject: `the name of a destination`.
        package let about: String
        package let isRequired: Bool

        package init(_ name: String, _ shape: Shape, _ about: String, isRequired: Bool = false) {
            self.name = name
            self.shape = shape
            self.about = about
            self.isRequired = isRequired
        }

        package static func required(_ name: String, _ shape: Shape, _ about: String) -> Key {
            Key(name, shape, about, isRequired: true)
        }
    }

    /// What must hold between keys.
    package enum Rule: Sendable {
        case exactlyOne([String])
        case atLeastOne([String])
        case atMostOne([String])

        var names: [String] {
            switch self {
            case .exactlyOne(let names), .atLeastOne(let names), .atMostOne(let names): names
            }
        }
    }
}
