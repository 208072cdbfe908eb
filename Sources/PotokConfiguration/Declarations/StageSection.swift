/// A section of pipeline.json: `fetch`, `normalize`, `limits` …, with its options and where they go.
public struct StageSection: Sendable {
    /// The key of the section.
    public let name: String
    /// What it is about, as one sentence.
    public let summary: String
    /// The options in the order of the reference.
    public let options: [OptionDeclaration]
    /// Whether a source may have the section too.
    public let isPerSource: Bool
    /// Whether a sink may have the section too.
    public let isPerSink: Bool
    /// Puts the value of the option at an index into a pipeline.
    let setInPipeline: @Sendable (inout PipelineConfiguration, Int, OptionValue) -> Void
    /// Puts the value of the option at an index into a source.
    let setInSource: @Sendable (inout SourceOptions, Int, OptionValue) -> Void

    /// Puts the value of the option at an index into a sink.
    let setInSink: @Sendable (inout SinkOptions, Int, OptionValue) -> Void

    /// Makes a section whose options live in one property of the pipeline, and perhaps in one of each source or sink.
    init<Options: Sendable>(
        _ name: String,
        _ summary: String,
        defaults: Options,
        pipeline: any WritableKeyPath<PipelineConfiguration, Options> & Sendable,
        source: (any WritableKeyPath<SourceOptions, Options> & Sendable)? = nil,
        sink: (any WritableKeyPath<SinkOptions, Options> & Sendable)? = nil,
        _ fields: [OptionField<Options>]
    ) {
        self.name = name
        self.summary = summary
        self.isPerSource = source != nil
        self.isPerSink = sink != nil
        self.options = fields.map { $0.declaration(section: name, defaults: defaults, isPerSource: source != nil) }
        self.setInPipeline = { configuration, index, value in
            fields[index].set(&configuration[keyPath: pipeline], value)
        }
        self.setInSource = { options, index, value in
            if let source { fields[index].set(&options[keyPath: source], value) }
        }
        self.setInSink = { options, index, value in
            if let sink { fields[index].set(&options[keyPath: sink], value) }
        }
    }
}
