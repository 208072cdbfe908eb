/// Documents that are gone, of which their last text is kept for a while.
enum Tombstone {
    /// SQL that holds for rows of `document` that are tombstones.
    ///
    /// Pages that are merged into others are out of sight, with the sections that they have, and no tombstones: they come back as they are.
    static let condition = """
        (gone_at IS NOT NULL AND id NOT IN (SELECT document_id FROM look)
            AND NOT EXISTS (SELECT 1 FROM section WHERE section.document_id = document.id AND section.position IS NOT NULL
                AND page_id IN (SELECT document_id FROM look)))
        """
}
