import PotokConfiguration
public import PotokCore

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Finds the files that the `paths` of a source mean.
///
/// A path may be a file, a folder (searched to the bottom for names that `include` allows; names that begin with a dot are
/// passed over, as by ripgrep) or a pattern of glob(7). Links are followed, and a folder that was entered once is not entered
/// again. The order is that of the bytes of the paths, on every machine.
///
/// These are blocking calls: keep them off the cooperative pool.
public struct FileFinder: Sendable {
    /// A file that was found.
    public struct Found: Sendable, Hashable {
        /// The path by which it can be opened.
        public var path: String
        /// The path below the folder of pipeline.json, or the whole path when it lies elsewhere.
        public var identifier: String
        /// Size, time and inode, as text.
        public var tag: String

        /// Makes a file that was found otherwise.
        public init(path: String, identifier: String, tag: String) {
            self.path = path
            self.identifier = identifier
            self.tag = tag
        }
    }

    private let folder: String
    private let include: [String]

    /// Makes a finder.
    ///
    /// - Parameters:
    ///   - folder: the folder of pipeline.json, which identifiers start from; paths start from the working folder.
    ///   - include: patterns of the names that are taken from folders.
    public init(folder: String, include: [String]) {
        self.folder = Self.absolute(folder)
        self.include = include
    }

    /// The files that a path means, and what could not be read on the way.
    public func find(_ path: String) -> (files: [Found], problems: [PotokError]) {
        var search = Search(finder: self)
        let absolute = Self.absolute(path)
        var information = stat()
        if stat(absolute, &information) == 0 {
            search.visit(absolute, information, isNamed: true)
        } else if errno == ENOENT, path.contains(where: { "*?[".contains($0) }) {
            search.visitPattern(absolute, written: path)
        } else {
            search.problems.append(FileProblem.cannotRead(path, errno))
        }
        return (
            search.files.sorted { $0.identifier.utf8.lexicographicallyPrecedes($1.identifier.utf8) }, search.problems
        )
    }

    /// A whole path, without the dots that mean nothing.
    private static func absolute(_ path: String) -> String {
        var whole = path
        if !path.hasPrefix("/"), let working = getcwd(nil, 0) {
            defer { free(working) }
            whole = String(cString: working) + "/" + path
        }
        return "/" + whole.split(separator: "/").filter { $0 != "." }.joined(separator: "/")
    }

    /// Whether a file of this name is taken from a folder; a compressed one is when it would be without that.
    private func includes(_ name: String) -> Bool {
        let plain = Compression.of(name)?.stripped(name)
        return include.contains { pattern in
            if fnmatch(pattern, name, 0) == 0 { return true }
            guard let plain else { return false }
            return fnmatch(pattern, plain, 0) == 0
        }
    }

    /// A path as it stands in reports: below the folder of pipeline.json where it can.
    func identifier(of path: String) -> String {
        let prefix = folder.hasSuffix("/") ? folder : folder + "/"
        guard path.hasPrefix(prefix) else { return path }
        return String(path.dropFirst(prefix.count))
    }

    private struct Search {
        let finder: FileFinder
        var files: [Found] = []
        var problems: [PotokError] = []
        private var entered: Set<[UInt64]> = []

        init(finder: FileFinder) { self.finder = finder }

        mutating func visitPattern(_ pattern: String, written: String) {
            var result = glob_t()
            defer { globfree(&result) }
            let status = glob(pattern, GLOB_NOSORT, nil, &result)
            guard status == 0 else {
                problems.append(
                    status == GLOB_NOMATCH
                        ? PotokError(
                            "source.not-found",
                            "no file matches \(written)",
                            hint: "check `paths`; they start at the folder of pipeline.json"
                        )
                        : FileProblem.cannotRead(written, errno)
                )
                return
            }
            for index in 0..<Int(result.gl_pathc) {
                guard let pointer = result.gl_pathv[index] else { continue }
                let path = String(cString: pointer)
                var information = stat()
                if stat(path, &information) == 0 {
                    visit(path, information, isNamed: true)
                } else {
                    problems.append(FileProblem.cannotRead(finder.identifier(of: path), errno))
                }
            }
        }

        mutating func visit(_ path: String, _ information: stat, isNamed: Bool) {
            if information.isFolder {
                enter(path, information)
            } else if information.isRegularFile {
                files.append(
                    Found(path: path, identifier: finder.identifier(of: path), tag: FileTag.of(information))
                )
            } else if isNamed {
                problems.append(
                    PotokError(
                        "source.not-a-file",
                        "\(finder.identifier(of: path)) is neither a file nor a folder",
                        hint: "name a regular file, or pipe it into `potok add -`"
                    )
                )
            }
        }

        private mutating func enter(_ path: String, _ information: stat) {
            guard entered.insert([UInt64(information.st_dev), UInt64(information.st_ino)]).inserted else { return }
            let names: [String?]
            do {
                names = try FolderNames.read(path)
            } catch {
                return problems.append(FileProblem.cannotRead(finder.identifier(of: path), error.number))
            }
            for name in names {
                guard let name else {
                    problems.append(
                        PotokError(
                            "source.not-utf8",
                            "a file in \(finder.identifier(of: path)) has a name that is not UTF-8",
                            hint: "rename it; potok knows files by names that are text"
                        )
                    )
                    continue
                }
                guard !name.hasPrefix(".") else { continue }
                let below = path.hasSuffix("/") ? path + name : "\(path)/\(name)"
                var information = stat()
                guard stat(below, &information) == 0 else {
                    problems.append(FileProblem.cannotRead(finder.identifier(of: below), errno))
                    continue
                }
                if information.isFolder || finder.includes(name) {
                    visit(below, information, isNamed: false)
                }
            }
        }
    }
}
