extension ObjectShape {
    /// Where a secret is found.
    static let secret = ObjectShape(
        "a secret",
        [
            Key("env", .text(.variable), "the name of an environment variable"),
            Key("file", .text(.filePath), "the path of a file that holds it"),
        ],
        rules: [.exactlyOne(["env", "file"])]
    )

    /// A secret of a source, which may be valid for a time only: while it is rotated, two hold.
    static let datedSecret = secret.adding(
        [
            Key("from", .text(.timestamp), "the time from which it is valid"),
            Key("until", .text(.timestamp), "the time until which it is valid"),
        ],
        named: "a secret of a source"
    )
}

extension Shape {
    static let secret = Shape.secret(.secret)
    /// Something that is a secret at some places and none at others: a text or a reference.
    static let textOrSecret = Shape.either([.text(.nonEmpty), .object(.secret)])
    static let expression = Shape.text(.expression)
    static let template = Shape.text(.any)
    static let duration = Shape.text(.duration)
    static let timeout = Shape.text(.timeout)
    package static let name = Shape.text(.name)
    /// JSON with templates in its texts.
    static let templates = Shape.dictionary(of: .anything)
}
