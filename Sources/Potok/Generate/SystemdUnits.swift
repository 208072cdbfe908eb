import PotokConfiguration
public import PotokCore

/// A service that may do no more than a run needs, and the timer that starts it (systemd.exec(5), systemd.timer(5)).
public struct SystemdUnits: Sendable {
    private let run: ScheduledRun
    private let name: String
    private let user: String?

    /// Describes units.
    ///
    /// - Parameters:
    ///   - name: what they are called, without an ending.
    ///   - user: who runs; nil for root.
    /// - Throws: `usage.unit` when systemd would refuse the name.
    public init(_ run: ScheduledRun, name: String, user: String?) throws(PotokError) {
        let isLegal = name.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"):
                true
            default: ":-_.".utf8.contains(byte)
            }
        }
        guard isLegal, !name.isEmpty, name.utf8.count <= 200 else {
            throw PotokError("usage.unit", "'\(name)' can be no name of a unit", hint: "letters, digits, - and _ can")
        }
        self.run = run
        self.name = name
        self.user = user
    }

    /// The service and the timer.
    public var files: [GeneratedFile] {
        [GeneratedFile(name: "\(name).service", text: service), GeneratedFile(name: "\(name).timer", text: timer)]
    }

    private var service: String {
        let limits = run.configuration.limits
        // Texts, trees of pages and SQLite's cache come on top of the bodies that the budget counts.
        let memory = 3 * (limits.memory.bytes >> 20) + 1_024
        // Somebody has to end a run that hangs; one that works has long ended by itself.
        let duration = limits.duration > .zero ? limits.duration : .seconds(30 * 60)
        let longest = 2 * Int(duration.seconds) + Int(limits.deliver.seconds) + 600
        let grace = Int(limits.grace.seconds.rounded(.up)) + 40
        var lines = [
            "[Unit]",
            "Description=Potok: what is due of \(Self.specifiers(run.pipeline))",
            "Documentation=man:potok(1)",
            "Wants=network-online.target",
            "After=network-online.target",
            "",
            "[Service]",
            "Type=oneshot",
            "ExecStart="
                + [run.program, "run", "--quiet", "--config", run.pipeline].map(Self.argument).joined(separator: " "),
            "WorkingDirectory=\(Self.specifiers(run.folder))",
        ]
        if let user { lines.append("User=\(user)") }
        let wanted = run.secretVariables
        let variables = wanted.isEmpty ? "none are wanted so far" : wanted.joined(separator: ", ")
        lines += [
            "# Secrets, a line NAME=VALUE each (\(variables)); nobody else should be able to read the file.",
            "EnvironmentFile=-\(Self.specifiers(run.folder))/\(name).env",
            "",
            "# 11: another run is at work. 130: stopped in order.",
            "SuccessExitStatus=11 130",
            "TimeoutStartSec=\(longest)s",
            "# Above limits.grace, so that a run that is stopped can commit what it has.",
            "TimeoutStopSec=\(grace)s",
            "KillMode=mixed",
            "MemoryMax=\(memory)M",
            "Nice=10",
            "IOSchedulingClass=best-effort",
            "IOSchedulingPriority=6",
            "",
        ]
        lines += hardening
        return lines.joined(separator: "\n") + "\n"
    }

    private var hardening: [String] {
        var lines = [
            "NoNewPrivileges=yes",
            "CapabilityBoundingSet=",
            "AmbientCapabilities=",
            "ProtectSystem=strict",
        ]
        lines += run.writtenFolders.map { "ReadWritePaths=\(Self.pathWord($0))" }
        lines += [
            // Homes that hold none of our files are not to be seen at all.
            "ProtectHome=\(isUsing(["/home", "/root", "/run/user"]) ? "read-only" : "yes")",
            "PrivateTmp=\(isUsing(["/tmp", "/var/tmp"]) ? "no" : "yes")",
            "PrivateDevices=yes",
            "PrivateUsers=yes",
            "ProtectClock=yes",
            "ProtectControlGroups=yes",
            "ProtectHostname=yes",
            "ProtectKernelLogs=yes",
            "ProtectKernelModules=yes",
            "ProtectKernelTunables=yes",
            "ProtectProc=invisible",
            "ProcSubset=pid",
            "LockPersonality=yes",
        ]
        // A transform may be a program with a compiler in it, such as node.
        if !run.startsTransforms { lines.append("MemoryDenyWriteExecute=yes") }
        lines += [
            "RemoveIPC=yes",
            "RestrictNamespaces=yes",
            "RestrictRealtime=yes",
            "RestrictSUIDSGID=yes",
            "# AF_UNIX is for name services and local databases, AF_NETLINK for the order of addresses.",
            "RestrictAddressFamilies=AF_INET AF_INET6 AF_UNIX AF_NETLINK",
            "SystemCallArchitectures=native",
            "SystemCallErrorNumber=EPERM",
            "SystemCallFilter=@system-service",
            "SystemCallFilter=~@privileged",
        ]
        return lines
    }

    private var timer: String {
        """
        [Unit]
        Description=Starts \(name).service every \(run.interval.text)

        [Timer]
        OnCalendar=\(run.interval.calendar)
        # Not everybody's runs at the same second.
        RandomizedDelaySec=\(min(run.interval.minutes * 60 / 10, 300))s
        Persistent=yes

        [Install]
        WantedBy=timers.target

        """
    }

    private func isUsing(_ folders: [String]) -> Bool {
        run.paths.contains { path in folders.contains { ScheduledRun.lies(path, in: $0) } }
    }

    /// Text in which systemd finds no specifiers.
    private static func specifiers(_ text: String) -> String { text.map { $0 == "%" ? "%%" : String($0) }.joined() }

    /// A word of a list of paths.
    private static func pathWord(_ text: String) -> String {
        let escaped = specifiers(text).map { #"\""#.contains($0) ? "\\\($0)" : String($0) }.joined()
        return text.contains(where: { " \t'\";\\".contains($0) }) ? "\"\(escaped)\"" : escaped
    }

    /// A word of a command line, in which variables have no meaning either.
    private static func argument(_ text: String) -> String {
        pathWord(text).map { $0 == "$" ? "$$" : String($0) }.joined()
    }
}
