import Foundation
import PotokCore
import PotokSinks
import PotokTesting
import Testing

@Suite
struct HTTPSecurityTests {
    /// A server with a certificate that it signed itself, for 127.0.0.1 or for another name.
    private final class SelfSigned {
        let folder: URL
        let server: ChildProcess
        let port: Int

        init(name: String) throws {
            folder = FileManager.default.temporaryDirectory.appending(path: "potok-tls-\(UUID().uuidString)")
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            let certificate = folder.appending(path: "certificate.pem").path
            let key = folder.appending(path: "key.pem").path
            try ChildProcess.output([
                "openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
                "-days", "2", "-subj", "/CN=potok", "-addext", "subjectAltName=\(name)", "-keyout", key, "-out",
                certificate,
            ])
            let log = folder.appending(path: "log")
            server = try ChildProcess(
                ["openssl", "s_server", "-accept", "0", "-www", "-cert", certificate, "-key", key],
                output: log
            )
            // It says `ACCEPT 0.0.0.0:PORT` when it listens.
            var text = ""
            while server.isRunning, !text.contains("ACCEPT") || !text.hasSuffix("\n") {
                usleep(10_000)
                text = try String(contentsOf: log, encoding: .utf8)
            }
            let line = text.split(separator: "\n").first { $0.hasPrefix("ACCEPT") }
            port = try #require(line?.split(separator: ":").last.flatMap { Int($0) })
        }

        func target(trusting: Bool) throws -> HTTPTarget {
            var target = try #require(WebURL("https://127.0.0.1:\(port)/").flatMap { HTTPTarget($0) })
            if trusting { target.certificateAuthority = folder.appending(path: "certificate.pem").path }
            return target
        }

        deinit {
            server.send(SIGKILL)
            server.wait()
            try? FileManager.default.removeItem(at: folder)
        }
    }

    private func outcome(_ target: HTTPTarget) async -> Result<Int, SinkFailure> {
        do throws(SinkFailure) {
            return .success(try await HTTPClient(target).send(HTTPRequest("GET", "/")).status)
        } catch {
            return .failure(error)
        }
    }

    @Test
    func `a certificate of nobody we trust is refused, and accepted when its authority is named`() async throws {
        let server = try SelfSigned(name: "IP:127.0.0.1")
        guard case .failure(let failure) = await outcome(try server.target(trusting: false)) else {
            Issue.record("the certificate was not verified")
            return
        }
        #expect(failure.kind == .denied)
        #expect(await outcome(try server.target(trusting: true)) == .success(200))
    }

    @Test
    func `a certificate for another name is refused`() async throws {
        let server = try SelfSigned(name: "DNS:other.example")
        guard case .failure(let failure) = await outcome(try server.target(trusting: true)) else {
            Issue.record("the name was not verified")
            return
        }
        #expect(failure.kind == .denied)
    }
}
