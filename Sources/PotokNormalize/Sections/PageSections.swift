import PotokCore
import PotokText

/// The parts of a page that begin with headings to which an anchor leads.
///
/// - A heading begins a section when it has an anchor that no heading before it has, and stands in no list, quotation, post or table.
///   What has no anchor stays in the section before.
/// - What stands before the first section is the page's own; where nothing does, the first section is.
/// - A heading with nothing under it but lesser headings is told in the path of these alone; any other stays with the section before.
struct PageSections {
    /// One section.
    struct Section: Sendable {
        /// The fragment that leads to it, percent-encoded.
        var anchor: String
        /// The headings that it stands under, the greatest first, and its own.
        var headings: [String]
        /// What is in it, without its heading.
        var blocks: BlockList
    }

    /// What is the page's own.
    let own: BlockList
    /// The sections, in the order of the page.
    let sections: [Section]

    /// A page has no more sections; what follows stays in the last.
    static let most = 500
    /// Anchors of more bytes lead nowhere that anybody means.
    private static let longestAnchor = 500

    private struct Start {
        var place: Int
        var anchor: String
        var headings: [String]
    }

    /// Splits the blocks of a page.
    init(_ list: BlockList) {
        let blocks = list.blocks
        var starts: [Start] = []
        var seen: Set<String> = []
        var path: [(level: Int, text: String)] = []
        for (place, block) in blocks.enumerated() {
            guard case .heading(let level) = block.kind, block.container < 0 else { continue }
            path.removeAll { $0.level >= level }
            path.append((level, CleanText.line(list.text(of: block))))
            guard starts.count < Self.most, let anchor = list.anchor(of: block).flatMap(Self.fragment),
                seen.insert(anchor).inserted
            else { continue }
            starts.append(Start(place: place, anchor: anchor, headings: path.map(\.text)))
        }
        var own = 0..<(starts.first?.place ?? blocks.count)
        var sections: [Section] = []
        for (number, start) in starts.enumerated() {
            let end = number + 1 < starts.count ? starts[number + 1].place : blocks.count
            let isBare = start.place + 1 == end
            if isBare, number + 1 < starts.count, starts[number + 1].headings.starts(with: start.headings) { continue }
            if own.isEmpty {
                // Its heading stands there as on a page that is not split.
                own = start.place..<end
            } else if isBare {
                if sections.isEmpty {
                    own = own.lowerBound..<end
                } else {
                    sections[sections.count - 1].blocks.blocks.append(blocks[start.place])
                }
            } else {
                sections.append(
                    Section(
                        anchor: start.anchor,
                        headings: start.headings,
                        blocks: list.part(blocks[(start.place + 1)..<end])
                    )
                )
            }
        }
        self.own = list.part(blocks[own])
        self.sections = sections
    }

    /// An `id` as a URL has it (HTML standard, 7.4.6.4: fragments are percent-encoded ids); nil for one that is none.
    private static func fragment(_ identifier: String) -> String? {
        guard (1...longestAnchor).contains(identifier.utf8.count) else { return nil }
        return WebURL("about:blank#" + identifier)?.fragment
    }
}

extension Document {
    /// The page split into its sections: its own text is what stands before them.
    func split(_ list: BlockList) -> Document {
        // A route of a page that scripts make has no room for an anchor.
        guard locator.url?.canonical().fragment == nil else { return self }
        let parts = PageSections(list)
        guard !parts.sections.isEmpty else { return self }
        var page = self
        page.text = parts.own.plainText
        for part in parts.sections {
            let text = part.blocks.plainText
            guard !text.isEmpty else { continue }
            if page.text.isEmpty {
                // Before it are only pictures.
                page.text = text
                continue
            }
            let headings = part.headings.first == title ? Array(part.headings.dropFirst()) : part.headings
            let path = ([title] + headings).filter { !$0.isEmpty }.joined(separator: " › ")
            page.sections.append(section(part.anchor, title: NormalizationForm.nfc(path), text: text))
        }
        return page
    }
}
