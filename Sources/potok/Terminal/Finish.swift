import ArgumentParser
import Potok
import PotokConfiguration
import PotokCore

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Ends the program with one of the codes that scripts rely on.
func finish(_ code: Potok.ExitCode) -> Never { Glibc.exit(code.rawValue) }

/// Ends the program with an error told in its own way.
func finish(with error: any Error) -> Never {
    switch error {
    case let error as ConfigurationError:
        for diagnostic in error.diagnostics { Terminal.error(diagnostic.description) }
        finish(.configuration)
    case let error as PotokError:
        Terminal.problem(error.description, hint: error.hint)
        finish(Potok.ExitCode(error))
    case let error where PotokCommand.exitCode(for: error) == .success:
        // Help and version were asked for: results like any other.
        Terminal.output(PotokCommand.fullMessage(for: error))
        finish(.done)
    case let error where PotokCommand.exitCode(for: error) == .validationFailure:
        Terminal.error(PotokCommand.fullMessage(for: error))
        finish(.usage)
    default:
        if let code = (error as? ArgumentParser.ExitCode) { Glibc.exit(code.rawValue) }
        Terminal.problem(String(describing: error))
        finish(.unexpected)
    }
}
