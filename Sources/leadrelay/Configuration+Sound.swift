import Quotation
import RelayAuthoring
import RelayRoutes
import RelayService

extension Configuration {
    /// The route table of a file without errors; what its tests say does not matter here.
    func soundTable() throws -> RouteTable {
        let errors = report.findings.filter { $0.severity == .error && $0.code != .testFailed }
        guard errors.isEmpty, let table = report.table else {
            let shown = errors.prefix(10).map { "\(path.shown):\($0)" }
            let more = errors.count > 10 ? ["and \(errors.count - 10) more: leadrelay check \(path.shown)"] : []
            throw CommandFailure((["the routes file has errors"] + shown + more).joined(separator: "\n"))
        }
        return table
    }
}
