extension Substring {
    /// The first place of a text in this one.
    func range(ofText wanted: String) -> Range<Index>? {
        guard let first = wanted.first else { return nil }
        var start = startIndex
        while let candidate = self[start...].firstIndex(of: first) {
            let rest = self[candidate...]
            if rest.hasPrefix(wanted) { return candidate..<rest.index(candidate, offsetBy: wanted.count) }
            start = index(after: candidate)
        }
        return nil
    }
}
