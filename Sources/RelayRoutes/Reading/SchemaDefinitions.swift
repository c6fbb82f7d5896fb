import JSON
import Quotation

/// A shape that a JSON Schema knows under a name of its own.
enum SchemaDefinition {
    case object(ObjectShape)
    case text(TextForm)

    var name: String {
        switch self {
        case .object(let object): object.name
        case .text(let form): form.name
        }
    }

    /// The name as a reference to it is written: `a_send`.
    var key: String { String(name.map { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == ".") ? $0 : "_" }) }
}

/// The named shapes that a shape is made of, each once, in the order in which they are met.
struct SchemaDefinitions {
    private(set) var all: [SchemaDefinition] = []
    /// What is known by its name; to hold against another shape of that name.
    private var texts: [String: [UInt8]] = [:]

    init(of root: ObjectShape) {
        guard isNew(.object(root)) else { return }
        for key in root.keys { add(key.shape) }
    }

    private mutating func add(_ shape: Shape) {
        switch shape {
        case .text(let form): add(form)
        case .list(let element, _): add(element)
        case .dictionary(let element, let names):
            add(names)
            add(element)
        case .object(let object), .secret(let object): add(object)
        case .deferred(let made): add(made())
        case .either(let shapes): for shape in shapes { add(shape) }
        case .choice, .integer, .number, .boolean, .anything, .scalar: return
        }
    }

    private mutating func add(_ object: ObjectShape) {
        guard isNew(.object(object)) else { return }
        all.append(.object(object))
        for key in object.keys { add(key.shape) }
    }

    private mutating func add(_ form: TextForm) {
        if form.expression != nil, isNew(.text(form)) { all.append(.text(form)) }
    }

    /// Two shapes that share a name would be one in the schema, and in what the check counts.
    private mutating func isNew(_ definition: SchemaDefinition) -> Bool {
        var writer = JSONWriter()
        writer.schema(of: definition)
        guard let known = texts.updateValue(writer.bytes, forKey: definition.key) else { return true }
        precondition(known == writer.bytes, "two different shapes are called \(definition.name.quoted)")
        return false
    }
}
