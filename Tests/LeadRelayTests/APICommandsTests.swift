import CommandLineFrame
import Testing
import leadrelay

@Suite("leadrelay api")
struct APICommandsTests {
    @Test(arguments: [
        (["api", "list"], "http: Any HTTP endpoint\n"),
        (["api", "list", "--json"], #"[{"api":"http","title":"Any HTTP endpoint","calls":["request"]},"#),
        (["api", "show", "octanist"], "Octanist (\"api\": \"octanist\")\n\nBase  https://octanist.com\n"),
        (["api", "show", "octanist.check"], "octanist.check: POST /api/check (reads)\n"),
        (["api", "show", "octanist.check", "--json"], "{\n      \"about\": \"Tells whether the key is valid"),
        (["api", "presets", "stripe"], "Stripe (\"preset\": \"stripe\")\n\nSignature: hmac-sha256\n"),
        (["api", "presets", "--json"], #"[{"preset":"bitbucket","title":"Bitbucket Cloud"},"#),
    ])
    func `shows what is known`(words: [String], beginning: String) async {
        let console = RecordedConsole()
        #expect(await LeadRelay.tree.run(words.map { Array($0.utf8) }, console) == .success)
        #expect(console.output.hasPrefix(beginning), "\(console.output.prefix(200))")
    }

    @Test(arguments: [
        (["show", "octanits"], #"there is no API "octanits". Did you mean "octanist"?"#),
        (["show", "qqqqqqqq"], #"there is no API "qqqqqqqq". See all of them: leadrelay api list"#),
        (["show", "octanist.updat"], #"the API "octanist" has no call "updat". Did you mean "updateLead"?"#),
        (["show", "octanist.x"], #"the API "octanist" has no call "x". It has "updateLead", "check"."#),
        (["presets", "strip"], #"there is no preset "strip". Did you mean "stripe"?"#),
        (["presets", "qqqqqqqq"], #"there is no preset "qqqqqqqq". See all of them: leadrelay api presets"#),
    ])
    func `asks whether another was meant`(words: [String], complaint: String) async {
        let console = RecordedConsole()
        #expect(await LeadRelay.tree.run((["api"] + words).map { Array($0.utf8) }, console) == .usage)
        #expect(console.complaints == "leadrelay: \(complaint)\n")
    }
}
