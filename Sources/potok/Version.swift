import CBuild

/// Which program this is.
enum Version {
    /// The number, which publishers and sinks see.
    static let number = "0.1.0"

    /// What `potok --version` says: the number, with the commit where it is known.
    static let text: String = {
        let commit = String(cString: potok_build_commit)
        return commit.isEmpty ? number : "\(number) (\(commit))"
    }()
}
