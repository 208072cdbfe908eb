import PotokConfiguration
import PotokCore

/// A valid configuration that uses every option, for tests to read, break and validate.
let sample = """
    // Everything at once.
    {
      "$schema": "https://example.org/pipeline.schema.json",
      "version": 1,
      "database": "data/corpus.sqlite", // relative to this file
      "sources": [
        {
          "name": "książki",
          "type": "files",
          "paths": ["texts", "/srv/more/*.txt"],
          "include": ["*.txt"],
          "normalize": { "dropLines": ["Reklama"] }
        },
        {
          "name": "news.pl",
          "type": "urls",
          "urls": ["https://example.org/a?b=ż", "http://example.com/"],
          "lists": ["./lists/pages.txt"],
          "request": {
            "headers": { "Accept-Language": "pl", "X-Api-Key": { "env": "NEWS_KEY" } },
            "auth": { "basic": { "user": "me", "password": { "file": "secrets/news" } } },
            "cookies": { "consent": "no" }
          },
          "fetch": { "delay": "5 s", "maxRedirects": 0 },
          "deduplicate": { "policy": "keep" }
        }
      ],
      "fetch": {
        "userAgent": "test/1.0 (+mailto:a@example.org)",
        "parallel": 8,
        "parallelPerHost": 2,
        "delay": "1500 ms",
        "connectTimeout": "5s",
        "timeout": "1 min",
        "maxBody": "1 MiB",
        "maxRedirects": 3,
        "revisit": "1 d",
        "retry": "2 min"
      },
      "normalize": { "dropLines": [], "maxText": "1 MB" },
      "deduplicate": { "policy": "link" },
      "sinks": [
        {
          "name": "copy", "type": "ndjson", "folder": "out", "fileBytes": "1 MiB", "duplicates": "representatives",
          "fields": { "text": "body", "bodyHash": false }, "batchDocuments": 10, "batchBytes": "64 KiB",
          "batchAge": "0.5 s", "parallel": 2, "timeout": "5 s", "transform": { "command": ["redact"], "timeout": "1 min" }
        },
        { "name": "out", "type": "stdout" }
      ],
      "transform": { "command": ["classify"] },
      "index": { "batchDocuments": 10, "batchBytes": "64 KiB", "batchAge": "0.5 s" },
      "limits": { "memory": "64 MiB", "workers": 2, "grace": "3 s", "failOn": "12.5 %", "failAtLeast": 1, "maxDeletes": "none" }
    }
    """

/// The smallest valid configuration, with more members in front.
func minimal(_ members: String = "") -> String {
    let more = members.isEmpty ? "" : members + ", "
    return #"{ \#(more)"version": 1, "sources": [{ "name": "a", "type": "files", "paths": ["x"] }] }"#
}

/// A configuration with one source of type `urls` that has a `request`.
func asking(_ request: String) -> String {
    """
    { "version": 1, "sources": [{ "name": "a", "type": "urls", "urls": ["https://example.org/"], "request":
    \(request) }] }
    """
}

/// Checks a text as `conf/pipeline.json`.
func check(_ text: String, _ overrides: [String] = []) -> ConfigurationReport {
    PipelineConfiguration.check(bytes: Array(text.utf8), path: "conf/pipeline.json", overrides: overrides)
}

/// Checks a text that must be valid.
func parse(_ text: String, _ overrides: [String] = []) throws -> PipelineConfiguration {
    try PipelineConfiguration.parse(bytes: Array(text.utf8), path: "conf/pipeline.json", overrides: overrides)
}

/// The diagnostics about a text, as `line:column code` or, for overrides, only the code.
func findings(_ text: String, _ overrides: [String] = []) -> [String] {
    check(text, overrides).diagnostics.map { diagnostic in
        (diagnostic.location.map { "\($0) " } ?? "") + diagnostic.code.rawValue
    }
}
