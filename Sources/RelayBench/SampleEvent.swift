/// An event of 588 bytes, as a lead API sends it.
enum SampleEvent {
    static let text = #"""
        {"eventId":"evt_01hq3v6m8r2c4n7t9w","eventType":"lead.status.changed","timestamp":"2026-02-20T18:39:49.123Z","workspaceId":"ws_8f2c1d","data":{"leadId":"lead_abc123","campaignId":"camp_55e19d7b2","previousStatus":"REPLY_RECEIVED","newStatus":"OPPORTUNITY","status":"won","value":1250.50,"currency":"EUR","changedBy":"user","email":"jane.doe@example.com","name":"Jane D\u00f6e","company":"Example & Söhne GmbH","tags":["hot","q1","demo"],"score":87,"customFields":{"utm_source":"newsletter","utm_campaign":"spring-26","gclid":null,"optIn":true}},"meta":{"attempt":1,"origin":"api","v":2}}
        """#
    static let bytes = Array(text.utf8)
}
