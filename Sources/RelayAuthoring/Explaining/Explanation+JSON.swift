package import JSON
import RelayRoutes

extension Explanation {
    package func write(to writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("source", source)
            writer.member("type", type)
            writer.member("summary", summary)
            writer.name("routes")
            writer.array { writer in
                for entry in entries { entry.write(to: &writer) }
            }
        }
    }
}

extension Explanation.Entry {
    fileprivate func write(to writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("route", route)
            writer.member("verdict", verdict.rawValue)
            writer.member("sentence", sentence)
            if let stoppedBy { writer.member("stoppedBy", stoppedBy) }
            clause?.write(to: &writer)
            writer.name("sends")
            writer.array { writer in
                for send in sends { send.write(to: &writer) }
            }
        }
    }
}

extension Explanation.Send {
    fileprivate func write(to writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("send", name)
            writer.member("verdict", verdict.rawValue)
            writer.member("sentence", sentence)
            clause?.write(to: &writer)
        }
    }
}

extension FailingClause {
    /// Writes the member `clause`.
    func write(to writer: inout JSONWriter) {
        writer.name("clause")
        writer.object { writer in
            writer.member("source", source)
            writer.member("pointer", spot.pointer.description)
            writer.member("line", spot.place.line)
            writer.member("column", spot.place.column)
            writer.member("index", index)
            writer.member("clauses", clauses)
            writer.member("failures", failures)
            writer.name("saw")
            writer.array { writer in
                for sight in sights {
                    writer.object { writer in
                        writer.member("path", sight.path)
                        writer.member("value", sight.value)
                    }
                }
            }
        }
    }
}
