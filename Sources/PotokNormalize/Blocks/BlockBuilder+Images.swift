import PotokHTML

extension BlockBuilder {
    /// Takes a picture: for the figure that it stands in, within the text, or as a block of its own.
    mutating func takeImage(_ node: UInt32) {
        guard let address = ImageSource.of(tree, node) else { return }
        let image = (target: string(address), label: string(tree[node][.alt].map { CleanText.line($0) }))
        if isInCell || !cleaner.isEmpty {
            guard options.keepsMarks else { return }
            cleaner.settleGap()
            var mark = InlineMark(kind: .image, start: cleaner.output.count, end: cleaner.output.count)
            (mark.target, mark.label) = image
            list.marks.append(mark)
        } else {
            settlePendingImage()
            pendingImage = image
        }
    }

    /// Gives up waiting for the caption of a picture.
    mutating func settlePendingImage() {
        guard let image = pendingImage else { return }
        pendingImage = nil
        waitingImages.append((image.target, image.label, container))
    }

    /// Keeps the pictures before a block when they stand among what is kept.
    mutating func settleWaitingImages() {
        if pendingImage != nil, !isInCaption { settlePendingImage() }
        guard !waitingImages.isEmpty else { return }
        let before = list.blocks.last?.container
        for image in waitingImages where before != nil && (image.container == container || image.container == before) {
            var block = Block(kind: .image, range: cleaner.start..<cleaner.start)
            block.container = image.container
            block.detail = image.target
            block.number = image.label
            list.blocks.append(block)
        }
        waitingImages.removeAll(keepingCapacity: true)
    }
}

/// Where a picture comes from.
enum ImageSource {
    /// The address of a picture: where it is loaded late, what stands in for it does not count.
    static func of(_ tree: HTMLTree, _ node: UInt32) -> String? {
        let image = tree[node]
        for size in [HTMLName.width, .height] {
            let value = tree.withAttribute(size, ofNode: node) { Digits.value($0, upTo: 100_000) } ?? nil
            // A picture of a point or two counts readers.
            if let value, value <= 2 { return nil }
        }
        let candidates = [image[.dataSrc], image[.src], first(of: image[.srcset]), first(of: image[.dataSrcset])]
        return candidates.lazy.compactMap { $0 }.first { !$0.isEmpty && !$0.hasPrefix("data:") }
    }

    /// The first address of a list of candidates (HTML standard, 4.8.4.2.1).
    private static func first(of candidates: String?) -> String? {
        candidates?.split(whereSeparator: \.isWhitespace).first.map {
            $0.hasSuffix(",") ? String($0.dropLast()) : String($0)
        }
    }
}
