import PotokCore

/// What a receipt says of a document, a host, a source or a text: a hash that says nothing of what it stands for.
///
/// 16 bytes of SHA-256 over a name for the kind and the thing itself, so that no hash of one kind is ever one of another, nor a key that
/// sinks know. Whoever guesses an address can still see whether it was forgotten; nothing else can be learned.
enum ForgottenHash {
    /// Of a document, by its key: of what has a URL that is the canonical URL, whatever brings it.
    static func of(document key: DocumentKey) -> Hash { of("document", Array(key.rawValue.utf8)) }

    /// Of a host by its name.
    static func of(host: String) -> Hash { of("host", Array(host.utf8)) }

    /// Of a source by its name.
    static func of(source: String) -> Hash { of("source", Array(source.utf8)) }

    /// Of a folded text by its hash.
    static func of(text hash: Hash) -> Hash { of("text", hash.bytes) }

    private static func of(_ kind: String, _ bytes: [UInt8]) -> Hash {
        Hash.of(Array("potok.forgotten.v1\n\(kind)\n".utf8) + bytes)
    }
}
