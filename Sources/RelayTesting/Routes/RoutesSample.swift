/// Routes files for tests.
package enum RoutesSample {
    /// A file that is right and holds nearly every key there is, on several lines, with an API of its own.
    package static let whole = #"""
        { "$schema": "routes.schema.json", "version": 1, "//": "every kind of thing once",
          "service": { "listen": "127.0.0.1:8080", "publicUrl": "https://hooks.example.com", "data": "/var/lib/leadrelay", "log": "json",
            "tls": { "certificate": "chain.pem", "key": "key.pem" }, "proxies": ["10.0.0.0/8", "::1"],
            "admin": { "listen": "unix:/run/admin.sock", "hosts": ["localhost"], "token": { "file": "/run/secrets/admin" } },
            "store": { "engine": "sqlite", "size": "10 GiB", "history": "30d", "duplicates": "8d" },
            "limits": { "body": "256 KiB", "request": "10s", "connections": 4096, "rateByAddress": "100/s", "steps": 10000, "lookups": 4 } },
          "sources": {
            "sendpilot": { "preset": "sendpilot", "secrets": [{ "env": "SENDPILOT_SECRET" }], "rate": "1000/s" },
            "crm": { "//": "signs its events", "path": "/hooks/crm", "enabled": true,
              "secrets": [{ "env": "CRM_NEW", "from": "2026-02-20T18:39:49Z" }, { "file": "/run/secrets/crm", "until": "2026-03-01T00:00:00+01:00" }],
              "signature": { "scheme": "hmac-sha256", "header": "X-Signature", "layout": "elements", "element": "v1", "separator": ",",
                "signed": "{timestamp}.{body}", "encoding": "hex", "key": "text", "timestamp": { "element": "t", "unit": "s" }, "tolerance": "5m" },
              "id": "body.id", "aliases": ["headers['x-event-id']"], "type": "body.type", "lead": "body.lead", "occurredAt": "body.at",
              "types": ["deal.won", "deal.lost"], "batch": false, "answer": 202, "rejection": 403,
              "events": { "*": { "type": "object", "required": ["id"], "properties": { "id": { "type": ["string", "number"] },
                "tags": { "type": "array", "items": { "anyOf": [{ "type": "string", "maxLength": 20 }, { "enum": [1, null] }] } } } } },
              "handshakes": [{ "method": "GET", "when": "has(query.challenge)", "challenge": "query.challenge", "signed": false, "answer": "text" },
                { "challenge": "body.plain", "mac": "hex", "answer": { "token": "{{ challenge }}" } }] },
            "hub": { "signature": [{ "scheme": "hmac-sha1", "timestamp": { "header": "X-Time" } }, { "scheme": "basic", "user": { "env": "HUB_USER" } }] } },
          "destinations": {
            "own": { "api": "own", "base": "https://api.example.com/v2", "key": { "env": "OWN_KEY" }, "rate": "240/60s", "concurrency": 4, "timeout": "30s",
              "headers": { "X-Team": "sales", "X-Key": { "env": "TEAM_KEY" } }, "query": { "account": "7" },
              "retry": { "attempts": 12, "age": "72h", "first": "10s", "longest": "12h" }, "notFound": "retry 1h", "mode": "observe", "echoes": "crm",
              "answers": [{ "status": [404, "5xx"], "when": "body.code == 7", "verdict": "wait", "cause": "not-yet", "after": "15m" },
                { "status": 401, "verdict": "pause", "confirm": 3, "scope": "call" }, { "include": "last" }] },
            "other": { "api": "own", "base": { "env": "OTHER_BASE" }, "auth": { "header": { "name": "X-API-Key", "value": { "env": "OTHER_KEY" }, "prefix": "k " } } },
            "third": { "api": "own", "auth": { "oauth2": { "tokenUrl": "https://id.example.com/token", "clientId": "relay", "clientSecret": { "env": "ID" } } },
              "tls": { "authorities": "ca.pem" }, "sign": { "secret": { "env": "SIGN" } } },
            "plain": { "api": "own", "auth": { "basic": { "user": "relay", "password": { "env": "PLAIN" } } } } },
          "apis": { "own": { "title": "An API of our own", "base": "https://own.example.com", "auth": { "bearer": true },
            "documents": [{ "name": "The manual", "date": "2026-02" }], "open": [{ "question": "Is it so?", "decision": "It is." }],
            "answers": { "last": [{ "status": "any", "verdict": "dead", "cause": "unknown" }] },
            "calls": {
              "getLead": { "method": "GET", "path": "/leads/{id}", "effect": "read", "fields": { "id": { "in": "path", "required": true } } },
              "setStatus": { "about": "sets the status", "method": "POST", "path": "/leads/{id}/status", "effect": "write", "lead": ["id"],
                "fields": { "id": { "in": "path", "required": true, "schema": { "type": "string" } }, "mail": { "in": "body", "as": "e-mail", "schema": { "format": "email" } },
                  "status": { "in": "body", "schema": { "enum": ["won", "lost"] }, "consent": ["lost"], "examples": ["won", 1, true] },
                  "price": { "in": "body", "unit": "cents", "schema": { "type": "number", "minimum": 0 } } },
                "identify": { "oneOf": ["id", "mail"], "others": "ignored" }, "needs": { "oneOf": ["status"], "because": "Nothing changes." },
                "advice": [{ "code": "won-without-price", "when": { "status": ["won"], "price": "absent", "mail": { "not": ["a@b.c"] } }, "fact": "there is no price", "remedy": "Give one." }],
                "merge": { "read": "getLead", "identity": "id", "derived": [{ "name": "tagIds", "from": "tags", "taking": "id" }], "constants": { "source": "API" } },
                "echo": { "field": "status", "value": "body.status" }, "answers": [{ "include": "last" }] } } } },
          "tables": {
            "label": { "//": "ours", "deal.won": "won", "deal.lost": "lost", "points": 5, "known": true },
            "ids": { "file": "ids.csv", "key": "crm", "value": "own" } },
          "lookups": { "lead": { "destination": "own", "call": "getLead", "with": { "id": "{{ event.lead }}" }, "keep": "10m" } },
          "routes": [
            { "name": "deal closed", "from": "crm", "on": ["deal.*", "lead.updated"], "when": "has(event.body.lead)", "lead": "event.body.lead", "enabled": true, "stop": false,
              "send": [{ "to": "own", "call": "setStatus", "when": "event.type in tables.label", "if": "has(lookup.lead.email)", "order": "latest", "onDead": "hold", "expires": "8d",
                "accept": ["won-without-price"], "with": { "id": "{{ event.lead }}", "status": "{{ tables.label[event.type] }}", "mail": "{{ lookup.lead.email }}" } }] },
            { "name": "all to the other", "from": ["crm", "sendpilot"], "on": "*", "send": [{ "name": "copy", "to": "other", "call": "setStatus", "with": { "id": "{{ event.id }}", "status": "won" } }] } ],
          "tests": [
            { "name": "won", "from": "crm", "event": { "id": "1", "type": "deal.won", "lead": "l1" }, "headers": { "X-Time": "1" }, "now": "2026-02-20T18:39:49.123Z",
              "lookups": { "lead": { "email": null } }, "partial": true,
              "expect": [{ "to": "own", "route": "deal closed", "method": "POST", "path": "/leads/l1/status", "headers": { "X-Team": "sales" }, "body": { "status": "won" } }, { "to": "other", "send": "copy", "partial": true }] } ] }
        """#
}
