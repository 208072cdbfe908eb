import Foundation
import PotokCore
import PotokTesting
import Testing

@testable import PotokFetch

/// The conformance suites, whole.
@Suite struct RobotsConformanceTests {
    /// Cases that contradict RFC 9309, section 2.2.2: they compare without normalizing percent-encoding.
    private static let contradictingTheRFC: Set = ["ID_Encoding/03", "ID_Encoding/05", "ID_Encoding/06"]

    @Test func `every case of Google's parser holds but those that contradict the RFC`() throws {
        let cases = try RobotsSuite.cases()
        var wrong: Set<String> = []
        for testCase in cases {
            let robots = RobotsFile.parse(Array(testCase.robots.utf8))
            let path = RobotsSuite.target(testCase.url)
            if robots.isAllowed(path: path, userAgentProductToken: testCase.userAgent) != testCase.allowed {
                wrong.insert(testCase.id)
            }
        }
        print("robots cases.json: \(cases.count) cases, \(wrong.count) differences")
        #expect(cases.count == 145)
        #expect(wrong == Self.contradictingTheRFC)
    }

    @Test func `lines are counted and sitemaps found as Google's parser does`() throws {
        var count = 0
        for extra in try RobotsSuite.extra() {
            let robots = RobotsFile.parse(extra.bytes)
            switch extra.kind {
            case "line-report":
                #expect(robots.recognizedDirectiveCount == extra.validDirectives, "\(extra.id)")
                if let unknown = extra.unknownDirectives {
                    #expect(robots.unknownDirectiveCount == unknown, "\(extra.id)")
                }
                if let line = extra.lastLine { #expect(robots.rules.last?.line == line, "\(extra.id)") }
            case "sitemap":
                #expect(robots.sitemaps == [extra.sitemap], "\(extra.id)")
            case "valid-user-agent":
                let userAgent = extra.userAgent ?? ""
                let isToken = !userAgent.isEmpty && RobotsFile.productToken(of: userAgent) == userAgent
                #expect(isToken == extra.valid, "\(extra.id)")
            default: continue
            }
            count += 1
        }
        print("robots extra.json: \(count) cases")
        #expect(count == 23)
    }

    /// Why Protego answers otherwise.
    private enum Reason {
        /// The file starts with a byte order mark, behind which Protego does not see the first `User-agent` line; RFC
        /// 9309, section 2.3 and Google's parser (ID_UTF8ByteOrderMarkIsSkipped) read UTF-8 with or without one.
        case byteOrderMark
        /// Agent, `Crawl-delay`, other agent, rules: Protego ends the group at the delay. By RFC 9309, section 2.2.4
        /// other records must not interfere with groups, as in Google's ID_LineSyntax_Groups_OtherRules.
        case crawlDelayEndsNoGroup
    }

    /// The answers that differ, by file: their numbers and the reason.
    ///
    /// The list may only shrink.
    private static let knownDifferences: [String: (answers: Set<Int>, reason: Reason)] = [
        "www.shoprite.com": ([2, 3, 4, 5], .byteOrderMark),
        "www.sdu.dk": ([2, 3, 4, 5], .byteOrderMark),
        "www.gallup.com": ([2, 4], .byteOrderMark),
        "www.cma-cgm.com": ([2, 3, 4, 5], .byteOrderMark),
        "www.ultimate-guitar.com": ([4], .crawlDelayEndsNoGroup),
        "www.metalinjection.net": ([4], .crawlDelayEndsNoGroup),
        "www.congress.gov": ([2, 3], .crawlDelayEndsNoGroup),
        "www.blu-ray.com": ([4], .crawlDelayEndsNoGroup),
        "www.newsobserver.com": ([4], .crawlDelayEndsNoGroup),
        "www.justice.gov": ([4], .crawlDelayEndsNoGroup),
    ]

    @Test func `real files are read as the second opinion reads them`() throws {
        var count = 0
        var differences: [String: Set<Int>] = [:]
        for real in try RobotsSuite.real() {
            let robots = try RobotsSuite.robots(real.file)
            for (index, answer) in real.answers.enumerated() {
                count += 1
                let path = RobotsSuite.target(answer.url)
                if robots.isAllowed(path: path, userAgentProductToken: answer.userAgent) != answer.allowed {
                    differences[real.file, default: []].insert(index + 1)
                }
            }
            let delay = robots.crawlDelay(for: "potok").map { $0 / .milliseconds(1) / 1_000 }
            #expect(delay == real.crawlDelay, "\(real.file)")
            #expect(robots.sitemaps == real.sitemaps, "\(real.file)")
        }
        let differing = differences.values.reduce(0) { $0 + $1.count }
        print("robots real: \(count) answers, \(differing) differences, all of them known")
        #expect(count == 3_000)
        #expect(differing * 100 <= count)
        #expect(differences == Self.knownDifferences.mapValues(\.answers))
    }

    /// The reasons of the list above, checked against the files themselves.
    @Test func `a known difference has its reason in the file`() throws {
        for (name, known) in Self.knownDifferences {
            let bytes = Array(try SharedMaterial.data("suites/robots/real/files/\(name)"))
            let robots = RobotsFile.parse(bytes)
            switch known.reason {
            case .byteOrderMark: #expect(bytes.starts(with: [0xEF, 0xBB, 0xBF]), "\(name)")
            case .crawlDelayEndsNoGroup:
                let splitsGroup = robots.delays.contains { delay in
                    robots.groups.contains {
                        $0.agents.contains(delay.agents.lowerBound) && $0.agents.upperBound > delay.agents.upperBound
                    }
                }
                #expect(splitsGroup, "\(name)")
            }
        }
    }
}
