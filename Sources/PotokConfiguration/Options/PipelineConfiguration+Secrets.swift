extension PipelineConfiguration {
    /// The secrets that a run with this pipeline reads, by where they are kept; each one once, in the order of the file.
    public var secrets: [Secret] {
        var found = sources.flatMap(\.request.secrets) + sinks.flatMap(\.kind.secrets)
        if case .secret(let secret) = report.heartbeat { found.append(secret) }
        var seen: Set<Secret> = []
        return found.filter { seen.insert($0).inserted }
    }
}

extension SecretOrText {
    fileprivate var secrets: [Secret] { if case .secret(let secret) = self { [secret] } else { [] } }
}

extension RequestOptions {
    fileprivate var secrets: [Secret] {
        let fields = (headers + cookies).flatMap(\.value.secrets)
        return switch auth {
        case .none: fields
        case .basic(let user, let password): fields + user.secrets + [password]
        case .bearer(let token): fields + [token]
        }
    }
}

extension SinkAuthentication {
    fileprivate var secrets: [Secret] {
        switch self {
        case .none: []
        case .basic(let user, let password): user.secrets + [password]
        case .bearer(let token): [token]
        case .apiKey(let key): [key]
        }
    }
}

extension SinkOptions.Kind {
    fileprivate var secrets: [Secret] {
        switch self {
        case .openSearch(let options): options.server.auth.secrets
        case .meilisearch(let options): options.server.auth.secrets
        case .typesense(let options): options.server.auth.secrets
        case .postgreSQL(let options): options.password.map { [$0] } ?? []
        case .webhook(let options): options.server.auth.secrets + (options.secret.map { [$0] } ?? [])
        case .ndjson, .standardOutput: []
        }
    }
}
