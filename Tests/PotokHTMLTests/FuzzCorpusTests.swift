import Foundation
import Testing

@testable import PotokHTML

/// The small inputs that the fuzzer found worth keeping, each by a way of its own through the parser.
struct FuzzCorpusTests {
    @Test
    func `every input of the fuzzer gives a sound tree`() throws {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "FuzzCorpus")
        let files = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { !$0.hasPrefix(".") }
        #expect(files.count >= 30)
        let small = HTMLLimits(depth: 4, nodes: 60, attributesPerElement: 2, bytes: 500, activeFormattingElements: 2)
        let parsers = [
            HTMLParser(), HTMLParser(options: HTMLParser.Options(scripting: true)),
            HTMLParser(options: HTMLParser.Options(limits: small)),
        ]
        for file in files.sorted() {
            let input = [UInt8](try Data(contentsOf: folder.appending(path: file)))
            let page = Array(input.dropFirst())
            for parser in parsers {
                #expect(TreeAudit.fault(in: parser.parse(page)) == nil, "\(file)")
                for (name, namespace) in [
                    ("table", HTMLNamespace.html), ("select", .html), ("template", .html), ("svg", .svg),
                ] {
                    let tree = parser.parseFragment(page, in: name, namespace: namespace)
                    #expect(TreeAudit.fault(in: tree) == nil, "\(file) in \(name)")
                }
            }
        }
    }
}
