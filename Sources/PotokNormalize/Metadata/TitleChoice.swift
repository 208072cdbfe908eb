import PotokCore
import PotokHTML
import PotokText

/// Chooses the title of a page among those that it gives.
///
/// What a page shows as its heading is its title more often than what it tells programs, which is cut, adorned with the
/// name of the site, or written for search engines. So the main heading wins when another title bears it out, or when it
/// is the only one; where a kicker stands within the heading, the title for programs tells where the title begins.
struct TitleChoice {
    private let reader: MetadataReader
    private let siteNames: Set<[UInt8]>
    private let host: [UInt8]

    /// How much of a heading another title must bear out, where there are several headings.
    private static let requiredSupport = 0.5

    /// No title is longer, in bytes.
    private static let longest = 2_048

    init(_ reader: MetadataReader) {
        self.reader = reader
        siteNames = Set([reader.siteName?.value].compactMap { $0.map(TitleWords.key) }.filter { !$0.isEmpty })
        let labels = (reader.url?.host ?? "").split(separator: ".").filter { $0 != "www" }.dropLast()
        host = labels.flatMap { Array($0.utf8) }.filter { $0 != UInt8(ascii: "-") }
    }

    /// All titles that the page gives, as it gives them.
    var candidates: [Sourced<String>] {
        var candidates: [Sourced<String>] = []
        func add(_ text: String?, _ provenance: Provenance) {
            if let text, !text.isEmpty, text.utf8.count <= Self.longest { candidates.append(Sourced(text, provenance)) }
        }
        let main = reader.linked.main?.value
        add((main?["headline"] ?? main?["name"])?.list.first?.text, .jsonLD)
        add(reader.meta("og:title"), .openGraph)
        add(reader.meta("twitter:title"), .twitterCard)
        add(reader.meta("dc.title", "dcterms.title", "citation_title", "title"), .meta)
        for heading in reader.scan.headings where reader.tree.htmlName(ofNode: heading.node) == .h1 {
            add(heading.text, .heading)
        }
        add(reader.scan.titleElement, .titleElement)
        return candidates
    }

    /// The title; nil when the page gives none.
    var title: Sourced<String>? {
        let all = candidates
        let told = all.filter { $0.provenance != .heading }
        let stripped = told.map { Sourced(withoutSiteName($0.value), $0.provenance) }
        if let heading = bestHeading(all.filter { $0.provenance == .heading }, told: told, stripped: stripped) {
            return withoutKicker(heading, stripped: stripped)
        }
        let proper = stripped.first { !siteNames.contains(TitleWords.key($0.value)) }
        return proper ?? stripped.first ?? all.first
    }

    // MARK: Headings

    private func bestHeading(
        _ headings: [Sourced<String>],
        told: [Sourced<String>],
        stripped: [Sourced<String>]
    ) -> Sourced<String>? {
        let toldWords = told.map { TitleWords.set($0.value) }
        let strippedWords = stripped.map { TitleWords.set($0.value) }
        var best: (heading: Sourced<String>, score: Double, support: Double)?
        for heading in headings {
            let words = TitleWords.set(heading.value)
            let support = toldWords.map { Self.share(of: words, in: $0) }.max() ?? 0
            let cover = strippedWords.map { Self.share(of: $0, in: words) }.max() ?? 0
            var score = support + cover / 2
            let key = TitleWords.key(heading.value)
            if siteNames.contains(key) || key == host { score -= 1.2 }
            if score > best?.score ?? -1 { best = (heading, score, support) }
        }
        guard let best, best.score >= 0 else { return nil }
        return best.support >= Self.requiredSupport || headings.count == 1 ? best.heading : nil
    }

    /// A heading that ends with a title of three words or more that the page tells programs is that title with a kicker.
    private func withoutKicker(_ heading: Sourced<String>, stripped: [Sourced<String>]) -> Sourced<String> {
        let key = TitleWords.key(heading.value)
        for title in stripped where [.jsonLD, .openGraph, .twitterCard].contains(title.provenance) {
            let own = TitleWords.key(title.value)
            guard own.count < key.count, TitleWords.count(title.value) >= 3 else { continue }
            if key.suffix(own.count).elementsEqual(own) { return title }
        }
        return heading
    }

    private static func share(of words: Set<[UInt8]>, in others: Set<[UInt8]>) -> Double {
        words.isEmpty ? 0 : Double(words.intersection(others).count) / Double(words.count)
    }

    // MARK: The name of the site

    /// A title without the parts at its ends that name the site: as the page itself does, or as its host does.
    func withoutSiteName(_ title: String) -> String {
        var parts = TitleWords.parts(title)
        while parts.count > 1 {
            if namesSite(parts[parts.count - 1].text) {
                parts.removeLast()
            } else if namesSite(parts[0].text) {
                parts.removeFirst()
            } else {
                break
            }
        }
        var joined = ""
        for (index, part) in parts.enumerated() { joined += (index > 0 ? part.separator : "") + part.text }
        return CleanText.line(joined)
    }

    private func namesSite(_ part: String) -> Bool {
        let key = TitleWords.key(part)
        guard !key.isEmpty else { return true }
        for name in siteNames {
            if key == name { return true }
            if key.count >= 4, name.count >= 4, Self.contains(name, key) || Self.contains(key, name) { return true }
        }
        let plain = key.filter { $0 < 0x80 }
        return plain.count >= 3 && (Self.contains(host, plain) || (host.count >= 4 && Self.contains(plain, host)))
    }

    private static func contains(_ bytes: [UInt8], _ wanted: [UInt8]) -> Bool {
        guard !wanted.isEmpty, wanted.count <= bytes.count else { return false }
        for start in 0...(bytes.count - wanted.count) where bytes[start..<start + wanted.count].elementsEqual(wanted) {
            return true
        }
        return false
    }
}

/// Titles as words.
enum TitleWords {
    /// The words in lower case, as bytes.
    static func list(_ text: String) -> [[UInt8]] {
        LatinLetters.words(text)
            ?? NormalizationForm.nfc(text).lowercased().split { !($0.isLetter || $0.isNumber) }.map { Array($0.utf8) }
    }

    /// The different words.
    static func set(_ text: String) -> Set<[UInt8]> { Set(list(text)) }

    /// How many words there are.
    static func count(_ text: String) -> Int { list(text).count }

    /// The letters and digits in lower case: what stays the same when a title is written in another way.
    static func key(_ text: String) -> [UInt8] { list(text).flatMap { $0 } }

    /// A title cut at signs that stand between a title and the name of a site; each part with the sign before it.
    static func parts(_ text: String) -> [(separator: String, text: String)] {
        let scalars = Array(text.unicodeScalars)
        var parts: [(separator: String, text: String)] = []
        var separator = ""
        var current = String.UnicodeScalarView()
        var index = 0
        while index < scalars.count {
            let scalar = scalars[index]
            let isSpacedBefore = index > 0 && scalars[index - 1] == " "
            let isSpacedAfter = index + 1 < scalars.count && scalars[index + 1] == " "
            let isBorder: Bool
            switch scalar {
            case "|", "｜", "»", "«", "¦": isBorder = true
            case "-", "–", "—", "·", "•", "~", "/", "›", ">", "<": isBorder = isSpacedBefore && isSpacedAfter
            case ":": isBorder = isSpacedAfter
            default: isBorder = false
            }
            if isBorder, parts.count < 16 {
                parts.append((separator, CleanText.line(String(current))))
                separator = (isSpacedBefore ? " " : "") + String(Character(scalar)) + (isSpacedAfter ? " " : "")
                current = String.UnicodeScalarView()
            } else {
                current.append(scalar)
            }
            index += 1
        }
        parts.append((separator, CleanText.line(String(current))))
        return parts
    }
}
