/// Paths of a configuration, resolved without a look at the file system.
enum ConfigurationPath {
    /// The folder of a file: everything before the last `/`; `.` when there is none.
    static func folder(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        let folder = String(path[..<slash])
        return folder.isEmpty ? "/" : folder
    }

    /// A path as it is seen from the folder that the program runs in: an absolute one as it is, a relative one below a folder.
    ///
    /// `.` and doubled slashes go; `..` stays, for what it means depends on symbolic links. When the path has the signs of a
    /// pattern, those of the folder are put in brackets, so that they keep standing for themselves.
    static func resolve(_ path: String, folder: String) -> String {
        if path.hasPrefix("/") { return clean(path) }
        let isPattern = path.contains { "*?[".contains($0) }
        let base = isPattern ? folder.map { "*?[".contains($0) ? "[\($0)]" : String($0) }.joined() : folder
        return clean(base + "/" + path)
    }

    private static func clean(_ path: String) -> String {
        let isAbsolute = path.hasPrefix("/")
        let parts = path.split(separator: "/").filter { $0 != "." }
        if parts.isEmpty { return isAbsolute ? "/" : "." }
        return (isAbsolute ? "/" : "") + parts.joined(separator: "/")
    }
}
