import PotokHTML

/// Comparisons of attribute values with words, over bytes.
enum Attribute {
    /// Whether a value is a word of ASCII, in any case.
    static func equals(_ value: Span<UInt8>, _ word: StaticString) -> Bool {
        guard value.count == word.utf8CodeUnitCount else { return false }
        for index in 0..<value.count where lowercased(value[index]) != word.utf8Start[index] { return false }
        return true
    }

    /// Whether a value begins with a word of ASCII, in any case.
    static func begins(_ value: Span<UInt8>, with word: StaticString) -> Bool {
        value.count >= word.utf8CodeUnitCount && equals(value.extracting(0..<word.utf8CodeUnitCount), word)
    }

    /// Calls a function with each word of a value that is a list of words parted by white space, until it says true.
    static func anyWord(of value: Span<UInt8>, _ matches: (Span<UInt8>) -> Bool) -> Bool {
        var start = 0
        while start < value.count {
            if value[start] <= 0x20 {
                start += 1
                continue
            }
            var end = start
            while end < value.count, value[end] > 0x20 { end += 1 }
            if matches(value.extracting(start..<end)) { return true }
            start = end
        }
        return false
    }

    private static func lowercased(_ byte: UInt8) -> UInt8 { byte &- 0x41 < 26 ? byte | 0x20 : byte }
}

/// Numbers in attributes.
enum Digits {
    /// The number that a value begins with; nil when it begins with no digit, the limit when it is larger.
    static func value(_ bytes: Span<UInt8>, upTo limit: Int) -> Int? {
        var index = 0
        while index < bytes.count, bytes[index] <= 0x20 { index += 1 }
        var value: Int?
        while index < bytes.count, bytes[index] &- 0x30 < 10 {
            value = min(limit, (value ?? 0) * 10 + Int(bytes[index] &- 0x30))
            index += 1
        }
        return value
    }
}

/// The number that the items of a list begin with.
enum ListStart {
    static func of(_ tree: HTMLTree, _ node: UInt32) -> Int {
        (tree.withAttribute(.start, ofNode: node) { Digits.value($0, upTo: 999_999_999) } ?? nil) ?? 1
    }
}

/// Links in headings that only show the sign of a link to the heading itself.
enum HeadingSign {
    static func isSign(_ tree: HTMLTree, _ link: UInt32) -> Bool {
        guard tree.withAttribute(.href, ofNode: link, { $0.count > 0 && $0[0] == 0x23 }) == true,
            let child = tree.firstChild(ofNode: link), tree.kind(ofNode: child) == .text,
            tree.nextSibling(ofNode: child) == nil
        else { return false }
        return tree.withBytes(ofNode: child) { bytes in
            guard bytes.count <= 6 else { return false }
            for index in 0..<bytes.count where bytes[index] & 0xDF &- 0x41 < 26 || bytes[index] &- 0x30 < 10 {
                return false
            }
            return true
        }
    }
}

/// The language of code, as the usual highlighters name it.
enum CodeLanguage {
    /// The language that the element of some code, the first element in it or the elements around it name.
    static func of(_ tree: HTMLTree, _ node: UInt32) -> String? {
        var places = [node]
        if let child = tree[node].children.first(where: { $0.isElement }) { places.append(child.index) }
        var parent = tree.parent(ofNode: node)
        for _ in 0..<2 {
            guard let around = parent else { break }
            places.append(around)
            parent = tree.parent(ofNode: around)
        }
        for place in places {
            if let name = tree[place]["data-lang"] ?? tree[place]["data-language"] ?? named(tree[place][.class]) {
                let name = name.lowercased()
                let isName = name.utf8.allSatisfy { byte in
                    byte &- 0x61 < 26 || byte &- 0x30 < 10 || byte == 0x2B || byte == 0x23 || byte == 0x2D
                        || byte == 0x2E
                }
                if isName, (1...20).contains(name.utf8.count),
                    !["none", "default", "plain", "notranslate"].contains(name)
                {
                    return name
                }
            }
        }
        return nil
    }

    private static func named(_ classes: String?) -> String? {
        guard let classes else { return nil }
        for word in classes.split(separator: " ") {
            for prefix in ["language-", "lang-", "highlight-source-", "highlight-", "brush:"]
            where word.hasPrefix(prefix) {
                return String(word.dropFirst(prefix.count))
            }
        }
        return nil
    }
}

/// Elements that are a post, a comment or an answer, and who wrote them when.
enum PostSigns {
    /// Whether an element is what one person wrote among others, by its type in schema.org or its class.
    static func isPost(_ tree: HTMLTree, _ node: UInt32) -> Bool {
        let isTyped = tree.withAttribute(.itemtype, ofNode: node) { type in
            var last = 0
            for index in 0..<type.count where type[index] == 0x2F { last = index + 1 }
            let name = type.extracting(last..<type.count)
            return Attribute.equals(name, "comment") || Attribute.equals(name, "answer")
                || Attribute.equals(name, "question") || Attribute.equals(name, "discussionforumposting")
                || Attribute.equals(name, "usercomments")
        }
        if isTyped == true { return true }
        return tree.withAttribute(.class, ofNode: node) { classes in
            Attribute.anyWord(of: classes) { word in
                Attribute.equals(word, "comment") || Attribute.equals(word, "post") || Attribute.equals(word, "answer")
                    || Attribute.equals(word, "reply") || Attribute.equals(word, "message")
                    || Attribute.equals(word, "message--post") || Attribute.equals(word, "comtr")
            }
        } ?? false
    }

    /// Nodes of a post that are looked at for its author and date.
    private static let reach = 100

    /// The name of the author and the date as the page has it, when the beginning of a post names them.
    static func read(_ tree: HTMLTree, _ post: UInt32) -> (author: String?, date: String?) {
        var (author, date): (String?, String?) = (nil, nil)
        let end = tree.nextSkippingChildren(after: post)
        var next = tree.nextInDocument(after: post)
        for _ in 0..<reach {
            guard let node = next, node != end, author == nil || date == nil else { break }
            next = tree.nextInDocument(after: node)
            guard tree.kind(ofNode: node) == .element else { continue }
            if author == nil, names(tree, node, "author", "username", "hnuser") {
                author = shortText(tree, node)
            }
            if date == nil, tree.htmlName(ofNode: node) == .time {
                date = tree[node][.datetime].map { CleanText.line($0) } ?? shortText(tree, node)
            }
        }
        return (author, date)
    }

    /// The text of an element when it is as short as a name is.
    private static func shortText(_ tree: HTMLTree, _ top: UInt32) -> String? {
        var cleaner = TextCleaner()
        let end = tree.nextSkippingChildren(after: top)
        var next = tree.nextInDocument(after: top)
        for _ in 0..<reach {
            guard let node = next, node != end else { break }
            next = tree.nextInDocument(after: node)
            guard tree.byteCount(ofNode: node) <= 200, cleaner.output.count <= 80 else { return nil }
            if tree.kind(ofNode: node) == .text {
                tree.withBytes(ofNode: node) { $0.withUnsafeBufferPointer { cleaner.append($0) } }
            }
        }
        return cleaner.output.isEmpty || cleaner.output.count > 80
            ? nil : String(decoding: cleaner.output, as: UTF8.self)
    }

    private static func names(
        _ tree: HTMLTree,
        _ node: UInt32,
        _ first: StaticString,
        _ second: StaticString,
        _ third: StaticString
    ) -> Bool {
        for attribute in [HTMLName.itemprop, .class, .rel] {
            let isNamed = tree.withAttribute(attribute, ofNode: node) { value in
                Attribute.anyWord(of: value) {
                    Attribute.equals($0, first) || Attribute.equals($0, second) || Attribute.equals($0, third)
                }
            }
            if isNamed == true { return true }
        }
        return false
    }
}
