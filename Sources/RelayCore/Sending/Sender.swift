/// Sends requests to APIs and says what came back; never throws: a failure is an answer that did not come.
package protocol Sender: Sendable {
    func send(_ request: OutgoingRequest) async -> Answer
}

package struct OutgoingRequest: Sendable {
    package let request: Request

    package init(request: Request) {
        self.request = request
    }
}
