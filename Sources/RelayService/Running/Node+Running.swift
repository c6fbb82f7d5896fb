import HTTPServer
import LinuxIO
import RelayCore
import RelayDelivery
import RelayHTTP
import RelayLog
import RelayRoutes
import RelayStore

extension Node {
    /// Takes events in and delivers them until a signal ends it; returns when all is at rest and on disk.
    package func run() async throws {
        defer { Self.close(writer, curl, loops) }
        let control = try controlServer()
        try await writer.store(started)
        try await reloader.retire(started.routing)
        await withTaskGroup { parts in
            parts.addTask(executorPreference: curl) { await self.deliver() }
            parts.addTask { await self.writeDeadLetters() }
            parts.addTask { await self.checkAfterUncleanEnd() }
            parts.addTask { await self.replays.run() }
            tellReady()
            await keepDoorsOpen(control)
            await end(&parts)
        }
        log.write(.info, "stopped")
    }

    private func tellReady() {
        started.tellWarnings(log)
        for address in server.addresses {
            log.write(
                .info,
                "listening",
                [
                    "address": .string("\(address)"), "tls": .bool(started.tls != nil), "data": .string(folder.path),
                    "configuration": .string(started.routing.fingerprint),
                ]
            )
        }
        ServiceNotification().send(.ready)
    }

    /// Answers requests and signals until one of these ends the node, and then until the last request is answered.
    private func keepDoorsOpen(_ control: HTTPServer) async {
        await withTaskGroup { doors in
            doors.addTask { await self.server.run() }
            doors.addTask { await control.run() }
            doors.addTask { await self.storeRejections() }
            doors.addTask { await self.returnFreedMemory() }
            await waitForEnd()
            health.beginDraining()
            ServiceNotification().send(.stopping)
            log.write(.info, "stopping")
            doors.cancelAll()
            await withTaskGroup { impatience in
                impatience.addTask { await self.exitOnSecondSignal() }
                await deliverer.stop()
                await doors.waitForAll()
                impatience.cancelAll()
            }
        }
    }

    private func waitForEnd() async {
        while let signal = await nextSignal() {
            guard signal == .reload else { return }
            if case .refused(let lines) = await reloader.reloadInTurn(loops[0]) {
                for line in lines { log.write(.error, "reload refused", ["finding": .string(line)]) }
            }
        }
    }

    /// Lets a node end in order that does not take the process's signals.
    package func stop() { stopWanted.raise() }

    /// The next signal, or what stands for it; nil once the task is cancelled.
    private func nextSignal() async -> Signal? {
        if let signals { return await signals.next() }
        await stopWanted.wait()
        return Task.isCancelled ? nil : .terminate
    }

    private func exitOnSecondSignal() async {
        // Whoever takes the signals instead knows how to end.
        guard signals != nil else { return }
        while let signal = await nextSignal() {
            guard signal != .reload else { continue }
            log.write(.warning, "stopped at once")
            ProcessSetup.exit(1)
        }
    }

    /// Lets deliveries end that are under way; what is not done in time stays on disk, and counts as interrupted.
    private func end(_ parts: inout TaskGroup<Void>) async {
        let grace = started.settings.limits.grace
        await withTaskGroup { impatience in
            impatience.addTask { await self.exitOnSecondSignal() }
            await withTaskGroup { waiting in
                waiting.addTask { [deliveryEnded] in await deliveryEnded.wait() }
                waiting.addTask { [loops] in try? await loops[0].pause(for: grace) }
                await waiting.next()
                waiting.cancelAll()
            }
            impatience.cancelAll()
        }
        parts.cancelAll()
    }

    private func deliver() async {
        defer { deliveryEnded.raise() }
        do throws(StoreError) {
            try await deliverer.run(interrupted: marks.interrupted)
        } catch {
            health.noteDamage()
            log.write(.error, "deliveries cannot be read", ["error": .string("\(error)")])
        }
    }

    private func writeDeadLetters() async {
        do throws(StoreError) {
            let ledger = try StoreReader(StoreFile(folder.database))
            let limit = started.settings.limits.deadLetters
            let file = DeadLetterFile(path: folder.deadLetters, sizeLimit: limit, ledger: ledger, log: log)
            await file.run(outlet.deadLetters)
        } catch {
            log.write(.error, "dead letters cannot be read", ["error": .string("\(error)")])
        }
    }

    private func storeRejections() async {
        while (try? await loops[0].pause(for: .seconds(1))) != nil {
            await rejections.store()
            await intake.notes.store()
        }
        await rejections.store()
        await intake.notes.store()
    }

    private func returnFreedMemory() async {
        while (try? await loops[0].pause(for: .seconds(60))) != nil {
            try? await BackgroundThread.run(name: "memory") { ProcessSetup.returnFreedMemory() }
        }
    }

    /// A store that nobody closed is read through, while it is used; what is wrong in it stops the intake.
    private func checkAfterUncleanEnd() async {
        guard !wasClosed else { return }
        log.write(.warning, "the last run did not end in order", ["interrupted": .int(marks.interrupted.count)])
        do {
            try await BackgroundThread.run(name: "check") { [folder, health] in
                try StoreCheck.run(StoreFile(folder.database)) { !health.isDraining }
            }
            // One that was cut short by the end has shown nothing.
            guard !health.isDraining else { return }
            health.noteCheck(isDue: false)
            log.write(.info, "store checked")
        } catch {
            guard !health.isDraining else { return }
            health.noteDamage()
            log.write(.error, "store damaged, events are refused", ["error": .string("\(error)")])
        }
    }
}
