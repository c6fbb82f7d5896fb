extension BrokenRoutes {
    static let structural: [BrokenRoutes] = [
        .structure("a version to come", "\"version\": 1", "\"version\": 2", "out-of-range", at: "2,\n  \"sources\""),
        .structure("a version as a text", "\"version\": 1", "\"version\": \"1\"", "wrong-type", at: "\"1\""),
        .structure(
            "a mistyped section",
            "\"lookups\": {\n    \"lead\": { \"dest",
            "\"lookup\": {\n    \"lead\": { \"dest",
            "unknown-key",
            at: "\"lookup\": {"
        ),
        .structure(
            "a key of nobody",
            "\"version\": 1,",
            "\"version\": 1, \"colour\": 1,",
            "unknown-key",
            at: "\"colour\""
        ),
        .structure(
            "a section as a list",
            "\"version\": 1,",
            "\"version\": 1, \"service\": [],",
            "wrong-type",
            at: "[],\n  \"sources\""
        ),
        .structure(
            "a mistyped key of a source",
            "\"occurredAt\": \"body.timestamp\"",
            "\"occuredAt\": \"body.timestamp\"",
            "unknown-key",
            at: "\"occuredAt\""
        ),
        .structure(
            "a source without preset and signature",
            "\"preset\": \"sendpilot\", ",
            "",
            "missing-key",
            at: "{ \"secrets\": [{ \"env\": \"SENDPILOT_WEBHOOK"
        ),
        .structure(
            "a secret in the file",
            "\"key\": { \"env\": \"OCTANIST_API_KEY\" }",
            "\"key\": \"oct_live_9f8e7d\"",
            "literal-secret",
            at: "\"oct_live_9f8e7d\""
        ),
        .structure(
            "a webhook's secret in the file",
            "[{ \"env\": \"CRM_WEBHOOK_SECRET\" }]",
            "[\"whsec_c2VjcmV0\"]",
            "literal-secret",
            at: "\"whsec_c2VjcmV0\""
        ),
        .structure(
            "a secret from two places",
            "{ \"env\": \"LEADPING_API_KEY\" }",
            "{ \"env\": \"LEADPING_API_KEY\", \"file\": \"/run/key\" }",
            "conflicting-keys",
            at: "\"file\": \"/run/key\""
        ),
        .structure(
            "a secret from nowhere",
            "{ \"env\": \"LEADPING_API_KEY\" }",
            "{}",
            "missing-key",
            at: "{}, \"rate\""
        ),
        .structure(
            "a variable with a dash",
            "\"LEADPING_API_KEY\"",
            "\"LEADPING-API-KEY\"",
            "malformed",
            at: "\"LEADPING-API-KEY\""
        ),
        .structure(
            "no secrets at all",
            "[{ \"env\": \"CRM_WEBHOOK_SECRET\" }]",
            "[]",
            "empty",
            at: "[],\n      \"type\""
        ),
        .structure(
            "a destination without an API",
            "\"api\": \"leadtrackr\", ",
            "",
            "missing-key",
            at: "{ \"key\": { \"env\": \"LEADTRACKR_API_KEY\" }"
        ),
        .structure(
            "a mistyped key of a destination",
            "\"api\": \"octanist\", \"key\"",
            "\"api\": \"octanist\", \"retrys\": {}, \"key\"",
            "unknown-key",
            at: "\"retrys\""
        ),
        .structure("a rate without a unit", "\"240/60s\"", "\"240/60\"", "malformed", at: "\"240/60\""),
        .structure(
            "a mode that there is not",
            "\"api\": \"octanist\", \"key\": { \"env\": \"OCTANIST_API_KEY\" }, \"rate\": \"2/s\", \"mode\": \"observe\"",
            "\"api\": \"octanist\", \"key\": { \"env\": \"OCTANIST_API_KEY\" }, \"rate\": \"2/s\", \"mode\": \"observed\"",
            "not-allowed",
            at: "\"observed\""
        ),
        .structure(
            "a timeout as a number",
            "\"rate\": \"240/60s\"",
            "\"timeout\": 30",
            "wrong-type",
            at: "30, \"mode\""
        ),
        .structure("no concurrency", "\"rate\": \"240/60s\"", "\"concurrency\": 0", "out-of-range", at: "0, \"mode\""),
        .structure(
            "a URL without a scheme",
            "\"rate\": \"240/60s\"",
            "\"base\": \"api.leadping.ai\"",
            "malformed",
            at: "\"api.leadping.ai\""
        ),
        .structure(
            "key and auth at once",
            "\"rate\": \"240/60s\"",
            "\"auth\": { \"bearer\": { \"env\": \"LEADPING_API_KEY\" } }",
            "conflicting-keys",
            at: "\"auth\""
        ),
        .structure("a lookup kept for ever", "\"keep\": \"10m\"", "\"keep\": \"ever\"", "malformed", at: "\"ever\""),
        .structure(
            "a lookup of nothing",
            "\"destination\": \"sendpilot\", \"call\": \"getLead\", ",
            "\"destination\": \"sendpilot\", ",
            "missing-key",
            at: "{ \"destination\""
        ),
        .structure(
            "a table's value that is a list",
            "\"OPPORTUNITY\": \"qualified\"",
            "\"OPPORTUNITY\": [\"qualified\"]",
            "wrong-type",
            at: "[\"qualified\"]"
        ),
        .structure(
            "a table that cannot be named in an expression",
            "\"leadpingLead\": {",
            "\"leadping-lead\": {",
            "malformed",
            at: "\"leadping-lead\""
        ),
        .structure(
            "a route without a name",
            "\"name\": \"outreach status\",\n",
            "",
            "missing-key",
            at: "\"routes\": [\n    {",
            plus: 16
        ),
        .structure(
            "a route that takes no type",
            "\"on\": [\"deal.won\", \"deal.lost\"],",
            "\"on\": [],",
            "empty",
            at: "[],\n      \"send\""
        ),
        .structure(
            "a star within a type",
            "\"on\": \"deal.won\"",
            "\"on\": \"deal.*.won\"",
            "malformed",
            at: "\"deal.*.won\""
        ),
        .structure(
            "a mistyped key of a route",
            "\"enabled\": false,\n      \"from\"",
            "\"enable\": false,\n      \"from\"",
            "unknown-key",
            at: "\"enable\""
        ),
        .structure(
            "enabled as a text",
            "\"enabled\": false,\n      \"from\"",
            "\"enabled\": \"no\",\n      \"from\"",
            "wrong-type",
            at: "\"no\""
        ),
        .structure(
            "a send without a destination",
            "\"to\": \"sendpilot\",\n          \"call\": \"updateStatus\"",
            "\"call\": \"updateStatus\"",
            "missing-key",
            at: "{\n          \"//\": \"DONE is the one"
        ),
        .structure(
            "a send without a call",
            "\"to\": \"sendpilot\",\n          \"call\": \"updateStatus\",",
            "\"to\": \"sendpilot\",",
            "missing-key",
            at: "{\n          \"//\": \"DONE is the one"
        ),
        .structure(
            "a mistyped key of a send",
            "\"call\": \"updateStatus\"",
            "\"call\": \"updateStatus\", \"accepts\": []",
            "unknown-key",
            at: "\"accepts\""
        ),
        .structure(
            "an order that there is not",
            "\"call\": \"updateStatus\"",
            "\"call\": \"updateStatus\", \"order\": \"newest\"",
            "not-allowed",
            at: "\"newest\""
        ),
        .structure(
            "a test without an expectation",
            "\"lookups\": { \"lead\": { \"id\": \"lead_2\", \"email\": null } },\n      \"expect\": [{ \"to\": \"leadtrackr\", \"body\": { \"uniqueIdentifier\": \"lead_2\", \"conversionId\": \"lost\" } }]",
            "\"lookups\": {}",
            "missing-key",
            at: "{\n      \"name\": \"no e-mail"
        ),
        .structure(
            "a mistyped key of an expectation",
            "\"method\": \"PATCH\", \"path\": \"/v1/",
            "\"methods\": \"PATCH\", \"path\": \"/v1/",
            "unknown-key",
            at: "\"methods\""
        ),
    ]
}
