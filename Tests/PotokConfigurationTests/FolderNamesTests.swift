import Foundation
import Testing

@testable import PotokConfiguration

@Suite final class FolderNamesTests {
    private let folder = FileManager.default.temporaryDirectory.appending(path: "potok-names-\(UUID().uuidString)").path

    init() throws { try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true) }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    private func make(_ name: [UInt8]) {
        let path = Array(folder.utf8) + [0x2F] + name + [0]
        close(open(path.map { CChar(bitPattern: $0) }, O_CREAT | O_WRONLY, 0o644))
    }

    @Test func `every name is listed, short and long, of thousands`() throws {
        let names = (1...3_000).map { "\($0)" } + ["." + String(repeating: "n", count: 254), "zażółć gęślą jaźń.txt"]
        for name in names { make(Array(name.utf8)) }
        #expect(Set(try FolderNames.read(folder)) == Set(names))
        #expect(try FolderNames.read(folder).count == names.count)
    }

    @Test func `a name that is not UTF-8 is told apart`() throws {
        make(Array("fine".utf8))
        make([0x66, 0xFF])
        #expect(Set(try FolderNames.read(folder)) == ["fine", nil])
    }

    @Test func `what is no folder is told with the system's reason`() throws {
        make(Array("file".utf8))
        #expect { try FolderNames.read(folder + "/none") } throws: { ($0 as? FileBytes.Failure)?.number == ENOENT }
        #expect { try FolderNames.read(folder + "/file") } throws: { ($0 as? FileBytes.Failure)?.number == ENOTDIR }
    }
}
