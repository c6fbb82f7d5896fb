package import RelayCore

extension RouteTable {
    /// Why each route of the file takes the event or leaves it; the plan is what this table made for that event.
    package func explain(_ event: Event, _ plan: Plan) -> Explanation {
        Explainer(self, event, plan).explanation()
    }
}
