import PotokHTML

/// What an element of HTML does to the text in it.
enum BlockRole: UInt8, Sendable {
    /// It changes nothing.
    case inline
    /// It and what is in it hold no text of the page.
    case skipped
    /// Text does not run through its borders.
    case block
    case heading
    case list
    case item
    case quote
    case code
    case lineBreak
    case wordBreak
    case table
    case row
    case cell
    case figure
    case caption
    case image
    case strong
    case emphasis
    case inlineCode
    case strikethrough
    case subscripted
    case superscripted
    case link

    /// The role of an element by its name; an element of another namespace has the empty name.
    @inline(__always)
    static func of(_ name: HTMLName) -> BlockRole {
        name.rawValue < roles.count ? roles[Int(name.rawValue)] : .inline
    }

    private static let roles: [BlockRole] = {
        let named: [(BlockRole, [HTMLName])] = [
            (
                .skipped,
                [
                    .script, .style, .template, .iframe, .object, .canvas, .audio, .video, .head, .title, .noframes,
                    .noembed, .rp, .datalist, .select, .textarea,
                ]
            ),
            (
                .block,
                [
                    .html, .body, .p, .div, .section, .article, .main, .header, .footer, .nav, .aside, .dl, .dt, .dd,
                    .address, .hr, .details, .summary, .fieldset, .legend, .form, .center, .hgroup, .search, .dialog,
                    .tbody, .thead, .tfoot, .option, .optgroup, .frameset, .noscript,
                ]
            ),
            (.heading, [.h1, .h2, .h3, .h4, .h5, .h6]), (.list, [.ul, .ol, .menu, .dir]), (.item, [.li]),
            (.quote, [.blockquote]), (.code, [.pre, .listing, .xmp, .plaintext]), (.lineBreak, [.br]),
            (.wordBreak, [.wbr]), (.table, [.table]), (.row, [.tr]), (.cell, [.td, .th]), (.figure, [.figure]),
            (.caption, [.figcaption, .caption]), (.image, [.img]), (.strong, [.b, .strong]),
            (.emphasis, [.i, .em]), (.inlineCode, [.code, .kbd, .samp, .tt]), (.strikethrough, [.s, .del, .strike]),
            (.subscripted, [.sub]), (.superscripted, [.sup]), (.link, [.a]),
        ]
        let last = named.flatMap(\.1).map(\.rawValue).max() ?? 0
        var table = [BlockRole](repeating: .inline, count: Int(last) + 1)
        for (role, names) in named {
            for name in names { table[Int(name.rawValue)] = role }
        }
        return table
    }()
}
