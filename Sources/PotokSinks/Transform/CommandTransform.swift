public import PotokConfiguration
import PotokCore
import PotokStreams

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif
#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Documents go through a command on their way out: one a line in, one a line out, in the same order.
///
/// The command is started for each batch and ends with its input. What it answers in place of a document is `null` for one that is not
/// to go out, which removes it at the target, or `{"error": "why"}` for one that never will. A command that crashes, takes too
/// long or answers something else has done nothing: the batch is tried again, in smaller parts, so that a document that it cannot
/// bear is found and becomes a dead letter. Deletes do not go through it.
public struct CommandTransform: ChangeTransform {
    private let command: [String]
    private let timeout: Duration
    private let folder: String

    /// Output that is taken for each byte of input, and beside that.
    private static let growth = 16
    private static let room = 1 << 20

    /// Makes a transform; nil when the options name no command.
    ///
    /// - Parameter folder: where it is started: the folder of pipeline.json.
    public init?(_ options: TransformOptions, folder: String) {
        guard !options.command.isEmpty else { return nil }
        command = options.command
        timeout = options.timeout
        self.folder = folder
    }

    /// Sends the documents of some changes through the command.
    public func apply(_ changes: [SinkChange]) async throws(SinkFailure) -> [TransformedChange] {
        let documents = changes.compactMap(\.document)
        guard !documents.isEmpty else { return changes.map { .change($0) } }
        var json = JSONBytes()
        for document in documents {
            json.beginObject()
            FieldMapping.identity.write(document, into: &json)
            json.endObject()
            json.endLine()
        }
        let lines = try await run(json.bytes).split(separator: 0x0A)
        guard lines.count == documents.count else {
            throw failure("it answered \(lines.count) lines for \(documents.count) documents")
        }
        var rest = lines[...]
        var results: [TransformedChange] = []
        for change in changes {
            guard change.document != nil, let line = rest.popFirst() else {
                results.append(.change(change))
                continue
            }
            results.append(try result(of: change, line))
        }
        return results
    }

    private func failure(_ message: String) -> SinkFailure {
        SinkFailure(.failed, code: "transform", message: "the transform '\(command[0])' is no use: \(message)")
    }

    /// What a line of the answer makes of a change.
    private func result(of change: SinkChange, _ line: ArraySlice<UInt8>) throws(SinkFailure) -> TransformedChange {
        if line.elementsEqual("null".utf8) {
            return .change(SinkChange(delete: change.change.key, version: change.change.version))
        }
        let decoder = JSONDecoder()
        if let refusal = try? decoder.decode(Refusal.self, from: Data(line)) {
            return .rejected(SinkFailure(.rejected, code: "transform", message: refusal.error))
        }
        let document: DocumentV1
        do { document = try decoder.decode(DocumentV1.self, from: Data(line)) } catch {
            throw failure("a line of its answer is no document, null or {\"error\": …}")
        }
        guard document.key == change.change.key.rawValue, document.version == change.document?.version else {
            throw failure("it changed the key or the version of \(change.change.key)")
        }
        return .change(SinkChange(upsert: document, key: change.change.key))
    }

    private struct Refusal: Decodable {
        var error: String
    }

    private func run(_ input: [UInt8]) async throws(SinkFailure) -> [UInt8] {
        var process = LimitedProcess(
            program: command[0],
            arguments: Array(command.dropFirst()),
            time: timeout,
            memory: nil,
            output: ByteCount(input.count * Self.growth + Self.room)
        )
        process.isTrusted = true
        process.folder = folder.isEmpty ? nil : folder
        let isCancelled = Lock(false)
        process.isCancelled = { isCancelled.withLock { $0 } }
        do {
            return try await withTaskCancellationHandler { [process] in
                try await BlockingWork.run { try process.run(input) }
            } onCancel: {
                isCancelled.withLock { $0 = true }
            }
        } catch {
            switch error as? LimitedProcess.Failure {
            case .time:
                throw SinkFailure(
                    .timeout,
                    code: "transform",
                    message: "the transform '\(command[0])' took longer than \(timeout.text)"
                )
            case .start(let number): throw failure("it cannot be started: \(String(cString: strerror(number)))")
            case .exit(let code) where code < 0: throw failure("it was ended by the signal \(-code)")
            case .exit(let code): throw failure("it ended with exit code \(code)")
            case .output: throw failure("it answered too much")
            case .cancelled, nil:
                throw SinkFailure(.unreachable, code: "transform", message: "the transform was broken off")
            }
        }
    }
}
