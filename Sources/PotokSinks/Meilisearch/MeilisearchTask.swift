import PotokConfiguration

/// A task of Meilisearch: what its asynchronous answers are about (Tasks and asynchronous operations, "Task objects").
struct MeilisearchTask {
    /// How far a task is.
    enum State: String {
        case enqueued, processing, succeeded, failed, canceled
    }

    let state: State
    let error: JSONValue?
    /// For a swap: the pairs of indexes.
    let swaps: [[String]]
    let finishedAt: String?

    /// Reads a task object; nil for anything else.
    init?(_ json: JSONValue) {
        guard let state = json["status"]?.string.flatMap({ State(rawValue: $0) }) else { return nil }
        self.state = state
        error = json["error"]
        swaps = (json["details"]?["swaps"]?.elements ?? []).map { swap in
            (swap["indexes"]?.elements ?? []).compactMap(\.string)
        }
        finishedAt = json["finishedAt"]?.string
    }

    /// What a task ended with; nil when all went well.
    func failure(words: (String) -> String) -> SinkFailure? {
        switch state {
        case .succeeded: return nil
        case .canceled: return SinkFailure(.failed, code: "canceled", message: "somebody has canceled the task")
        case .enqueued, .processing: return SinkFailure(.timeout, code: "task", message: "the task is not done yet")
        case .failed:
            let code = error?["code"]?.string ?? "failed"
            return SinkFailure(
                MeilisearchError.kind(code: code, type: error?["type"]?.string) ?? .failed,
                code: words(code),
                message: words(error?["message"]?.string ?? "the task has failed, and it is not said why")
            )
        }
    }
}

/// The error objects of Meilisearch, in answers and in tasks (Errors; Error codes).
enum MeilisearchError {
    /// What an error means; nil when it does not say its type.
    static func kind(code: String, type: String?) -> SinkFailure.Kind? {
        switch code {
        // The disk or the database is full, or there are too many files: somebody can help, and nothing of ours is wrong.
        case "no_space_left_on_device", "database_size_limit_reached", "too_many_open_files", "io_error",
            "too_many_search_requests":
            return .busy
        case "index_not_found", "index_primary_key_already_exists", "index_primary_key_no_candidate_found",
            "index_primary_key_multiple_candidates_found", "invalid_index_uid":
            return .mismatch
        default: break
        }
        return switch type {
        case "invalid_request": .rejected
        case "auth": .denied
        case "internal", "system": .failed
        default: nil
        }
    }
}
