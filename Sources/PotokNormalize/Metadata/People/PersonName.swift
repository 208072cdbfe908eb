/// Names of people as bylines write them, cleaned of everything that is not the name.
enum PersonName {
    /// The names in a byline: `By Ann Lee and Bob Ray` gives two.
    ///
    /// - Parameter isMarked: whether the page says that it is a name; a text that only might be one must look like one.
    static func names(in byline: String, isMarked: Bool) -> [String] {
        let text = withoutPrefix(CleanText.line(byline))
        guard !text.isEmpty, text.utf8.count <= 400 else { return [] }
        return parts(text).map { trimmed(withoutPrefix($0)) }.filter { isMarked ? isName($0) : looksLikeName($0) }
    }

    /// Words before a name, in lower case, longest first; a colon may follow.
    private static let prefixes = [
        "view all posts by", "view all articles by", "see all posts by", "more posts by", "more from", "posts by",
        "articles by",
        "alle beiträge von", "alle artikel von", "zeige alle artikel von", "words and pictures by",
        "article written by", "contributed by", "medically reviewed by", "written by",
        "posted by", "published by", "reported by", "reviewed by", "created by", "story by", "text by", "words by",
        "submitted by", "article by", "review by", "by:", "by", "author:", "author", "authors:", "writer:",
        "ein artikel von", "geschrieben von", "veröffentlicht von", "von:", "von", "autorin:", "autor:", "autor",
        "autorin",
        "verfasst von", "text:", "ein beitrag von", "ein gastbeitrag von", "redaktion:", "foto:",
        "napisał:", "napisała:", "autorka:", "autorzy:", "opracowanie:", "opracował:", "opracowała:", "oprac.",
        "tekst:",
        "przez", "écrit par", "publié par", "par:", "par", "auteur :", "auteur:", "escrito por", "publicado por",
        "por:", "por",
        "scritto da", "pubblicato da", "di:", "di", "door:", "door", "geschreven door", "автор:", "текст:", "作者：",
        "作者:", "文／", "文/",
    ]

    private static func withoutPrefix(_ text: String) -> String {
        var rest = text[...]
        for _ in 0..<3 {
            while let first = rest.first, " –—-|·•:,~/".contains(first) { rest = rest.dropFirst() }
            let lower = rest.prefix(40).lowercased()
            guard
                let prefix = prefixes.first(where: { prefix in
                    guard lower.hasPrefix(prefix) else { return false }
                    guard let last = prefix.last, last.isLetter else { return true }
                    let next = lower.dropFirst(prefix.count).first
                    return next == nil || next == " " || next == ":"
                })
            else { break }
            rest = rest.dropFirst(prefix.count)
        }
        while let first = rest.first, " –—-|·•:,~/".contains(first) { rest = rest.dropFirst() }
        return String(rest)
    }

    /// What people do, in lower case, as it follows their names.
    private static let roles: Set<String> = [
        "officer", "head", "director", "manager", "president", "founder", "editor", "writer", "reporter",
        "correspondent",
        "professor", "contributor", "columnist", "analyst", "engineer", "staff", "ceo", "cto", "redakteur",
        "redakteurin",
    ]

    private static func isRole(_ piece: String) -> Bool {
        piece.lowercased().split(separator: " ").contains { roles.contains(String($0)) }
    }

    /// Cuts at what stands between names; a comma only where both sides are whole names.
    private static func parts(_ text: String) -> [String] {
        var parts = [text]
        for separator in [
            " and ", " und ", " & ", " et ", " y ", " e ", " i ", " oraz ", " en ", " и ", ";", " with ", " / ",
        ] {
            parts = parts.flatMap { part in
                let pieces = split(part, at: separator)
                // `Telegram & Gazette` is one name: where one side is a single word, all sides must be.
                let words = pieces.map { $0.split(separator: " ").count }
                return words.contains(1) && words.contains { $0 > 1 } ? [part] : pieces
            }
        }
        return parts.flatMap { part -> [String] in
            let pieces = part.split(separator: ",").map { CleanText.line($0) }.filter { !$0.isEmpty }
            guard pieces.count > 1 else { return pieces }
            var names: [String] = []
            for piece in pieces {
                // Degrees and the like belong to the name before them.
                if let last = names.last, isTitle(piece) {
                    names[names.count - 1] = last + ", " + piece
                } else if !names.isEmpty, isRole(piece) {
                    continue
                } else {
                    names.append(piece)
                }
            }
            // `Lee, Ann` is one name.
            if names.count == 2, names.allSatisfy({ !$0.contains(" ") }) { return [names[1] + " " + names[0]] }
            return names
        }
    }

    private static func split(_ text: String, at separator: String) -> [String] {
        var pieces: [String] = []
        var rest = text[...]
        while let range = rest.range(ofText: separator) {
            pieces.append(String(rest[..<range.lowerBound]))
            rest = rest[range.upperBound...]
        }
        return pieces + [String(rest)]
    }

    /// Degrees, such as `MD`, `Ph.D.`, `RD`, `Jr.`.
    private static func isTitle(_ piece: String) -> Bool {
        let letters = piece.filter(\.isLetter)
        guard !letters.isEmpty, letters.count <= 6, !piece.contains(" ") else { return false }
        return letters.allSatisfy(\.isUppercase)
            || ["phd", "jr", "sr", "dr", "med", "mph"].contains(letters.lowercased())
    }

    /// What may follow a name in a byline, in lower case.
    private static let ends = [
        " | ", " - ", " – ", " — ", " · ", " • ", " on ", " in ", " published", " updated", " posted", " am ", " vom ",
        " (", " @", " for ", " staff writer", " senior ", " contributor", " correspondent", " editor", " reporter",
        " photo", " view all", " see all", " read more", " follow", " last updated", " last modified", " min read",
        ", senior", ", staff", ", contribut", ", special to", "»", "›", "…", " at ", " dnia ", " le ", " el ",
    ]

    private static func trimmed(_ text: String) -> String {
        var rest = text
        var lower = rest.lowercased()
        for end in ends {
            guard let range = lower[...].range(ofText: end) else { continue }
            let kept = rest.prefix(lower[..<range.lowerBound].count)
            // What is left must still be a name.
            if kept.split(separator: " ").count >= 2 {
                rest = String(kept)
                lower = rest.lowercased()
            }
        }
        while let last = rest.last, " ,.:;|–—-·•/(".contains(last) {
            if last == ".", rest.hasSuffix("r.") || rest.hasSuffix("D.") || rest.dropLast().last?.isUppercase == true {
                break
            }
            rest.removeLast()
        }
        while let first = rest.first, " ,:;|–—-·•/\"“".contains(first) { rest.removeFirst() }
        while let last = rest.last, "\"”".contains(last) { rest.removeLast() }
        return rest
    }

    /// Names that stand for nobody.
    private static let nobody: Set<String> = [
        "admin", "administrator", "webmaster", "author", "autor", "editor", "unknown", "anonymous", "none", "null",
        "undefined",
        "guest", "user", "root", "wordpress", "default", "n/a", "na", "super user", "superuser", "administrador",
        "auteur",
        "redakteur", "gast", "home", "contact", "about", "share", "comments", "facebook", "twitter", "wp admin",
        "siteadmin",
    ]

    private static func isName(_ text: String) -> Bool {
        guard (2...100).contains(text.utf8.count), text.contains(where: \.isLetter) else { return false }
        guard !text.contains("://"), !text.hasPrefix("www."), !text.hasPrefix("@"), !text.hasPrefix("http") else {
            return false
        }
        if text.contains("@") || text.contains("{") || text.contains("<") { return false }
        guard text.filter(\.isNumber).count <= 3 else { return false }
        // The name of an account or of a variable.
        if text.contains("."), !text.contains(" "), text.first?.isLowercase == true { return false }
        return !nobody.contains(text.lowercased()) && text.split(separator: " ").count <= 8
    }

    private static func looksLikeName(_ text: String) -> Bool {
        guard isName(text), !text.contains(where: \.isNumber) else { return false }
        let words = text.split(separator: " ")
        guard (2...5).contains(words.count), text.utf8.count <= 60 else { return false }
        let capitals = words.count { word in word.first.map { $0.isUppercase || !$0.isCased } == true }
        return capitals >= 2 && words.first?.first?.isLowercase == false && words.last?.first?.isLowercase == false
    }
}
