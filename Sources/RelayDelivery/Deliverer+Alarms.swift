import CivilTime
import LinuxIO

/// Looking at accounts and quotas though nothing has happened to them.
extension Deliverer {
    /// What is looked at.
    enum Sleeper: Sendable {
        case account(String)
        case line(Credential)
    }

    /// Remembers to look at an account when something is to be done there.
    func setAlarm(for open: OpenAccount) {
        guard let alarm = open.alarm(at: ports.clock.now) else { return }
        unsetAlarms.append((.account(open.destination), alarm))
    }

    /// Remembers to look at a line when it has a token.
    func setAlarm(at alarm: Timestamp, for line: QuotaLine) {
        guard let credential = lines.first(where: { $0.value === line })?.key else { return }
        unsetAlarms.append((.line(credential), alarm))
        signal.raise()
    }

    func setAlarms(in alarms: inout DiscardingTaskGroup) {
        guard !unsetAlarms.isEmpty else { return }
        let now = ports.clock.now
        for (sleeper, alarm) in unsetAlarms {
            let pause = max(.milliseconds(1), alarm.duration(since: now))
            alarms.addTask { [clock = ports.clock] in
                try? await clock.sleep(for: pause)
                await self.ring(sleeper, alarm)
            }
        }
        unsetAlarms = []
    }

    private func ring(_ sleeper: Sleeper, _ alarm: Timestamp) {
        switch sleeper {
        case .account(let name):
            let open = account(at: name)
            open.forget(alarm: alarm)
            stir(open)
        case .line(let credential):
            guard let line = lines[credential] else { return }
            line.forget(alarm: alarm)
            followClosure(of: line, at: ports.clock.now)
            serve(line, at: ports.clock.now)
        }
    }
}
