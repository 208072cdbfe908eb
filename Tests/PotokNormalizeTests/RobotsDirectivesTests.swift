import Testing

@testable import PotokNormalize

@Suite struct RobotsDirectivesTests {
    @Test(arguments: [
        ("noindex", true), ("NOINDEX, nofollow", true), ("none", true), ("nofollow", false),
        ("otherbot: noindex", false),
        ("potok: noindex", true), ("Potok:noindex", true),
        ("unavailable_after: 25 Jun 2030", false),
        ("max-snippet:-1, noindex", true), ("", false), ("otherbot: noindex, potok: nofollow", false),
    ])
    func `a header counts when it is for everybody or for us`(header: String, isForbidden: Bool) {
        #expect(RobotsDirectives(agent: "Potok").forbidsIndexing(header: header) == isForbidden)
    }

    @Test func `nofollow is another word than noindex, and none is both`() {
        let directives = RobotsDirectives(agent: "potok")
        #expect(directives.forbidsFollowing(header: "noindex, nofollow"))
        #expect(directives.forbidsFollowing(header: "none"))
        #expect(!directives.forbidsFollowing(header: "noindex"))
        #expect(directives.forbidsFollowing(metaName: "robots", content: "index,nofollow"))
        #expect(!directives.forbidsFollowing(metaName: "robots", content: "noindex"))
    }

    @Test(arguments: [
        ("robots", "noindex", true), ("robots", "index, follow", false), ("potok", "none", true),
        ("googlebot", "noindex", false), ("description", "noindex", false),
    ])
    func `a meta element counts by its name`(name: String, content: String, isForbidden: Bool) {
        #expect(RobotsDirectives(agent: "potok").forbidsIndexing(metaName: name, content: content) == isForbidden)
    }
}
