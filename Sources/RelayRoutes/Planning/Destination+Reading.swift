package import JSON
import RelayCore

extension Destination {
    static func authorisation(_ json: JSONValue, _ contract: Contract) -> [Request.Parameter] {
        if let key = json["key"].flatMap(SecretReference.init) {
            switch contract.authentication {
            case .header(let name): return [Request.Parameter(name, .secret(key))]
            case .bearer: return [Request.Parameter("Authorization", .secret(key, prefix: "Bearer "))]
            case .none: return []
            }
        }
        if let header = json["auth"]?["header"], let name = header["name"]?.string {
            let prefix = header["prefix"]?.string ?? ""
            return header["value"].flatMap(SecretReference.init).map {
                [Request.Parameter(name, .secret($0, prefix: prefix))]
            } ?? []
        }
        if let token = (json["auth"]?["bearer"]).flatMap(SecretReference.init) {
            return [Request.Parameter("Authorization", .secret(token, prefix: "Bearer "))]
        }
        // Basic and OAuth 2 need more than a text put into a header: the sender makes them of the entry.
        return []
    }
}

extension SecretReference {
    /// Reads `{"env": "NAME"}` or `{"file": "/path"}`.
    package init?(_ json: JSONValue) {
        if let name = json["env"]?.string {
            self = .environment(name)
        } else if let path = json["file"]?.string {
            self = .file(path)
        } else {
            return nil
        }
    }
}

extension Sensitive {
    /// A base without the slash at its end, because each path begins with one.
    var withoutSlash: Sensitive {
        guard case .plain(let text) = self, text.hasSuffix("/") else { return self }
        return .plain(String(text.dropLast()))
    }

    /// A text as it is, or a reference to a secret one.
    init?(_ json: JSONValue) {
        if let text = json.string {
            self = .plain(text)
        } else if let reference = SecretReference(json) {
            self = .secret(reference)
        } else {
            return nil
        }
    }
}

extension Request.Parameter {
    init?(_ member: JSONMember) {
        guard let value = Sensitive(member.value) else { return nil }
        self.init(member.name, value)
    }
}
