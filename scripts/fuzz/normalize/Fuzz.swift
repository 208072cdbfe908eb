import PotokConfiguration
import PotokCore
import PotokNormalize

/// The entry of libFuzzer: any bytes of any type must become a document or an outcome, in every form.
///
/// The first byte chooses type and form, so that one corpus serves all ways.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOneInput(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    FuzzCase.run(Array(UnsafeBufferPointer(start: bytes, count: bytes == nil ? 0 : count)))
    return 0
}

private enum FuzzCase {
    nonisolated(unsafe) static let normalizer = Normalizer()

    static let types: [String?] = [
        "text/html", "text/html; charset=utf-8", "text/html", nil, "text/plain", "text/markdown",
        "text/html; charset=windows-1250", "text/html; charset=gb18030",
    ]

    static let rules = makeRules(.none)
    static let splittingRules = makeRules(.section)

    static func makeRules(_ split: NormalizeOptions.Split) -> NormalizeRules {
        var options = NormalizeOptions()
        options.split = split
        options.keep = .everything
        options.dropLines = ["Ad", "/^x+$/"]
        options.remove = [".x", "#y p"]
        return NormalizeRules(options)
    }

    static func run(_ input: [UInt8]) {
        let choice = Int(input.first ?? 0)
        guard let url = WebURL("https://example.com/2024/05/a-page.html") else { return }
        let page = Page(
            request: Request(claim: Request.Claim(rawValue: 0), source: "fuzz", locator: .url(url)),
            locator: .url(url),
            body: Array(input.dropFirst()),
            contentType: types[choice & 7],
            observedAt: Timestamp(secondsSince1970: 0)
        )
        // Another program is no part of what is tried here.
        guard !Normalizer.blocks(on: page) else { return }
        let form = Normalizer.Form(
            keepsMarks: choice & 8 != 0,
            keepsImages: choice & 16 != 0,
            tellsRemovals: choice & 32 != 0
        )
        let rules = choice & 64 == 0 ? rules : splittingRules
        guard case .next(let output) = normalizer.normalize(page, rules: rules, agent: nil, form: form) else { return }
        let markdown = output.blocks.markdown
        let html = output.blocks.html
        let texts = [output.document.text] + output.document.sections.map(\.text)
        if texts.contains("") { fatalError("a document without text") }
        if Set(output.document.sections.map(\.key)).count < texts.count - 1 { fatalError("two sections with one key") }
        for unsafe in ["<script", "javascript:", "onerror=\"", "<iframe", "<style"] where html.contains(unsafe) {
            // As text it is escaped or stands outside of tags, so `<` of ours is the only one there is.
            if unsafe.hasPrefix("<") || html.contains("\"\(unsafe)") { fatalError("HTML that is not safe: \(unsafe)") }
        }
        _ = markdown.utf8.count
    }
}
