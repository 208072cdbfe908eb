/// The charset that a page names in a `<meta>` of its first 1,024 bytes (HTML standard, 13.2.3.2, "prescan").
enum MetaCharset {
    static func find(_ body: [UInt8]) -> String? {
        let head = body.prefix(1_024).map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
        let word = Array("charset".utf8)
        var index = 0
        while index + word.count < head.count {
            guard head[index...].starts(with: word) else {
                index += 1
                continue
            }
            var next = index + word.count
            while next < head.count, head[next] <= 0x20 { next += 1 }
            guard next < head.count, head[next] == UInt8(ascii: "=") else {
                index += 1
                continue
            }
            next += 1
            while next < head.count, head[next] <= 0x20 || head[next] == 0x22 || head[next] == 0x27 { next += 1 }
            let label = head[next...].prefix { byte in
                byte > 0x20 && byte != 0x22 && byte != 0x27 && byte != 0x3E && byte != 0x3B && byte != 0x2F
            }
            if label.isEmpty { return nil }
            let name = String(decoding: label, as: UTF8.self)
            // A page that could be read this far is not in UTF-16, whatever it says.
            return name.hasPrefix("utf-16") ? "utf-8" : name
        }
        return nil
    }
}
