import JSON
import RelayMocks
import Testing

/// What the page that is printed of `PUT /leads/{id}` says.
@Suite("Leadping's page")
struct LeadpingPageTests {
    private static let bearer = MockHeader("Authorization", "Bearer sk_1")

    /// Its example, with an id and a tag that there are.
    private static let example = """
        {
          "contact": {
            "firstName": "<string>",
            "lastName": "<string>",
            "streetAddress": {
              "line1": "<string>",
              "line2": "<string>",
              "city": "<string>",
              "state": "<string>",
              "province": "<string>",
              "region": "<string>",
              "postalCode": "<string>",
              "country": "<string>",
              "additionalInfo": "<string>"
            },
            "timeZoneId": "<string>",
            "phone": {
              "number": "<string>",
              "type": "<string>",
              "lookup": {
                "number": "<string>",
                "isValid": true,
                "location": {
                  "location": "<string>",
                  "state": "<string>",
                  "countryCode": "<string>",
                  "timeZoneId": "<string>"
                },
                "id": "<string>",
                "createdAt": "2023-11-07T05:31:56Z",
                "modifiedAt": "2023-11-07T05:31:56Z"
              }
            },
            "email": "<string>"
          },
          "customer": {
            "height": "<string>",
            "weight": "<string>",
            "birthDate": "2023-12-25",
            "income": "<string>",
            "isHomeowner": true,
            "monthsAtResidence": "<string>",
            "creditScore": "<string>",
            "hasBankruptcy": true,
            "numberOfDependents": "<string>",
            "hasMedicalCondition": true
          },
          "enabled": true,
          "adminEnablementOverride": {
            "enabled": true,
            "reason": "<string>",
            "updatedByUserId": "<string>",
            "updatedAt": "2023-11-07T05:31:56Z"
          },
          "tagIds": [
            "tag_1"
          ],
          "tagNames": [
            "<string>"
          ],
          "id": "own"
        }
        """

    @Test func `has an example, which is taken as it is printed`() throws {
        var mock = LeadpingMockTests.mock { $0.generation = .page }
        let answer = mock.send("PUT", "/leads/own", Self.example, key: Self.bearer)
        #expect(answer.status == 200, "\(answer.text)")
        let lead = try JSONDocument(answer.body).root
        #expect(lead["customer"]?["income"]?.string == "<string>")
        #expect(lead["tags"]?.elements.map { $0["name"]?.string } == ["Hot", "<string>"])
    }

    @Test func `is not what the current document says`() {
        var mock = LeadpingMockTests.mock()
        let answer = mock.send("PUT", "/leads/own", Self.example, key: Self.bearer)
        #expect(answer.status == 400 && answer.text.contains("metadata"), "\(answer.text)")
    }
}
