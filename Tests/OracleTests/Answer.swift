import CEL
import JSON
import RelayService

/// What an implementation makes of an expression.
enum Answer {
    case value(Value)
    /// At whatever time and for whatever reason: only that it is refused is held against the other side.
    case refused(String)
    /// Python cannot show the value.
    case unreadable

    init(line: [UInt8]) throws {
        let json = try JSONDocument(line).root
        if let value = json["value"] {
            self = .value(try TypedValue.read(value))
        } else if let error = json["error"] {
            self = .refused(error.string ?? "")
        } else {
            self = .unreadable
        }
    }

    func agrees(with other: Answer) -> Bool {
        switch (self, other) {
        case (.value(let own), .value(let other)): own.isSame(as: other)
        case (.refused, .refused), (.unreadable, _), (_, .unreadable): true
        case (.value, .refused), (.refused, .value): false
        }
    }
}

extension Answer: CustomStringConvertible {
    var description: String {
        switch self {
        case .value(let value): value.literal
        case .refused(let reason): "refused: \(reason.replacing("\n", with: " "))"
        case .unreadable: "unreadable"
        }
    }
}

extension Value {
    /// Whether both are of one type all the way down, with every bit of a number; NaN is the same as NaN.
    func isSame(as other: Value) -> Bool {
        if let own = ListView(self), let other = ListView(other) {
            return own.count == other.count && zip(own, other).allSatisfy { $0.isSame(as: $1) }
        }
        if let own = MapView(self), let other = MapView(other) {
            // Python's maps do not tell 1 from 1u.
            return own.count == other.count
                && own.entries.allSatisfy { entry in other[entry.key].map { entry.value.isSame(as: $0) } ?? false }
        }
        return switch (resolved, other.resolved) {
        case (.double(let own), .double(let other)): own.isNaN && other.isNaN || own.bitPattern == other.bitPattern
        case (.optional(let own?), .optional(let other?)): own.isSame(as: other)
        case (let own, let other): own.typeName == other.typeName && own == other
        }
    }
}
