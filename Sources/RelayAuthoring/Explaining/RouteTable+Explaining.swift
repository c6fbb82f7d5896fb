package import CEL
package import RelayCore
package import RelayRoutes

extension RouteTable {
    /// Why each route of the file takes the event or leaves it; the plan is what this table made for that event.
    package func explain(_ event: Event, _ plan: Plan) -> Explanation {
        Explainer(self, event, plan).explanation()
    }

    /// The clause for which the `if` of a planned send does not hold, or cannot be decided, once the lookups have answered;
    /// nil where it holds.
    package func explainCondition(
        of planned: Plan.PlannedSend,
        for event: Event,
        lookups: [String: Value]
    ) -> FailingClause? {
        guard let send = send(planned), let program = send.condition, let word = send.entry.condition else {
            return nil
        }
        let values = values(of: event, lookups: lookups)
        let explainer = ConditionExplainer(word, of: "the send", environment, values)
        do throws(EvaluationError) {
            _ = try program.evaluate(values)
            return explainer?.refusal()
        } catch {
            return explainer?.obstacle(error)
        }
    }
}
