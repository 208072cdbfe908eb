import Dispatch
import Potok
import PotokStreams

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Turns SIGINT and SIGTERM into an orderly stop, a second one into a stop at once, a third into the end of the process.
final class StopSignals {
    private let sources: [any DispatchSourceSignal]

    init(shutdown: Shutdown) {
        sources = [(SIGINT, "SIGINT"), (SIGTERM, "SIGTERM")].map { number, name in
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            source.setEventHandler {
                if shutdown.isImmediate { _exit(Potok.ExitCode.stopped.rawValue) }
                if shutdown.isRequested {
                    shutdown.stopNow("stopped at once by \(name)")
                    Terminal.error("potok: stopping at once; what is in flight is done again by the next run")
                } else {
                    shutdown.requestStop("stopped by \(name)")
                    Terminal.error("potok: stopping; press again to stop at once")
                }
            }
            source.resume()
            return source
        }
    }

    func end() { for source in sources { source.cancel() } }
}
