import PotokCore
import PotokStreams
import Testing

@Suite struct LimitedProcessTests {
    private func process(
        _ script: String,
        time: Duration = .seconds(20),
        output: ByteCount = .mebibytes(4)
    ) -> LimitedProcess {
        LimitedProcess(
            program: "/bin/sh",
            arguments: ["-c", script],
            time: time,
            memory: .mebibytes(256),
            output: output
        )
    }

    @Test func `what goes in and out may be more than a pipe holds`() throws {
        let input = [UInt8](repeating: 0x61, count: 3_000_000)
        #expect(try process("cat").run(input) == input)
        #expect(try process("exec 0<&-; echo done").run(input) == Array("done\n".utf8))
    }

    @Test func `a program that takes too long, writes too much or fails is ended with its reason`() throws {
        #expect(throws: LimitedProcess.Failure.time) { try process("sleep 60", time: .milliseconds(200)).run([]) }
        #expect(throws: LimitedProcess.Failure.output) { try process("yes").run([]) }
        #expect(throws: LimitedProcess.Failure.exit(7)) { try process("exit 7").run([]) }
        #expect(throws: LimitedProcess.Failure.exit(-9)) { try process("kill -9 $$").run([]) }
        let missing = LimitedProcess(
            program: "no-such-program",
            arguments: [],
            time: .seconds(5),
            memory: .mebibytes(64),
            output: .kibibytes(1)
        )
        #expect(throws: LimitedProcess.Failure.start(2)) { try missing.run([]) }
    }

    @Test func `memory and files are bounded`() throws {
        #expect(try process("ulimit -v; ulimit -f").run([]) == Array("262144\n0\n".utf8))
    }

    @Test func `a program of the user's has the environment, a folder and files, and is ended when nobody wants it`()
        throws
    {
        var process = process("pwd; echo ${#PATH} > /dev/null; ulimit -f")
        process.isTrusted = true
        process.memory = nil
        process.folder = "/"
        #expect(try process.run([]) == Array("/\nunlimited\n".utf8))
        var endless = self.process("sleep 60")
        endless.isCancelled = { true }
        #expect(throws: LimitedProcess.Failure.cancelled) { try endless.run([]) }
    }
}
