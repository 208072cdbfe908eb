extension CodeBook {
    /// What can be wrong with pipeline.json.
    static let configuration: [Entry] = [
        Entry(
            "configuration.no-file",
            "There is no file at the path.",
            do: "`potok init` makes one; --config and $POTOK_CONFIG name another."
        ),
        Entry("configuration.unreadable", "The file cannot be read.", do: "Check who owns it and its folder."),
        Entry(
            "configuration.too-large",
            "The file is too large to be a configuration.",
            do: "Check the path; put long lists of URLs into files of their own (`lists`)."
        ),
        Entry(
            "configuration.unknown-key",
            "A key is not known where it stands.",
            do: "Mend the spelling; `potok explain --all` lists the keys."
        ),
        Entry(
            "configuration.missing-key",
            "A key must be there and is not.",
            do: "Add it; `potok explain KEY` tells what it takes."
        ),
        Entry(
            "configuration.wrong-type",
            "A value is of the wrong type, such as text in place of a number.",
            do: "Write what the message expects."
        ),
        Entry(
            "configuration.bad-value",
            "A value has the right type but not the form that the option needs.",
            do: "Write it as the message shows."
        ),
        Entry(
            "configuration.out-of-range",
            "A value lies outside of what the option allows.",
            do: "Choose one within the range in the message."
        ),
        Entry(
            "configuration.unknown-choice",
            "A word is none of those that the option takes.",
            do: "Take one of those in the message."
        ),
        Entry("configuration.bad-url", "Text is no http or https URL.", do: "Write the whole URL with its scheme."),
        Entry(
            "configuration.duplicate-source",
            "Two sources have the same name.",
            do: "Rename one; documents remember the name of their source."
        ),
        Entry(
            "configuration.duplicate-sink",
            "Two sinks have the same name.",
            do: "Rename one; what was delivered is remembered by the name."
        ),
        Entry(
            "configuration.no-source",
            "There is no source, or one from which nothing can come.",
            do: "Name at least one URL, path or list."
        ),
        Entry(
            "configuration.misplaced-key",
            "A key of the whole pipeline stands in a source, or one of another type of source.",
            do: "Move it to where the message says."
        ),
        Entry(
            "configuration.literal-secret",
            "A secret stands in the file itself, where backups and colleagues see it.",
            do: "Put it into a variable or a file and name that here: {\"env\": \"NAME\"} or {\"file\": \"path\"}."
        ),
        Entry(
            "configuration.reserved-header",
            "A header is given that the program sets itself.",
            do: "Take it out; options such as fetch.userAgent set it."
        ),
        Entry(
            "configuration.bad-override",
            "--set is not of the form KEY=VALUE.",
            do: "Write it as in --set fetch.delay=2s."
        ),
        Entry(
            "configuration.unknown-source",
            "--set names a source that is not there.",
            do: "`potok validate` lists the sources."
        ),
        Entry(
            "configuration.unknown-sink",
            "--set names a sink that is not there.",
            do: "`potok validate` lists the sinks."
        ),
    ]

    /// What can be wrong with the JSON that it is written in.
    static let json: [Entry] = [
        Entry("json.empty", "The text holds no value at all.", do: "Write an object; `potok init` makes one."),
        Entry("json.invalid-utf8", "A byte is not UTF-8.", do: "Save the file as UTF-8."),
        Entry(
            "json.byte-order-mark",
            "The text begins with a byte order mark, which JSON does not allow.",
            do: "Save the file as UTF-8 without one."
        ),
        Entry("json.trailing-comma", "Nothing follows a comma.", do: "Take the comma out."),
        Entry("json.extra-comma", "Nothing stands before a comma.", do: "Take the comma out."),
        Entry("json.missing-comma", "Two members or elements have no comma between them.", do: "Put one there."),
        Entry("json.missing-colon", "A key is not followed by a colon.", do: "Put one there."),
        Entry("json.missing-value", "A value is missing.", do: "Write one, or take the key out."),
        Entry("json.wrong-quotes", "Text or a key has quotes other than the straight double ones.", do: "Write \"…\"."),
        Entry("json.unquoted-key", "A key has no quotes.", do: "Write it as \"key\"."),
        Entry("json.unquoted-text", "Text has no quotes.", do: "Write it as \"text\"."),
        Entry("json.duplicate-key", "A key is in its object twice.", do: "Take one of them out."),
        Entry("json.not-finite", "NaN, Infinity and the like are no JSON.", do: "Write a number."),
        Entry("json.number", "A number is spelled as JSON does not allow.", do: "Write it as in 12, -0.5 or 1e3."),
        Entry(
            "json.control-character",
            "A string holds a control character.",
            do: "Write it as an escape such as \\n or \\u0009."
        ),
        Entry(
            "json.escape",
            "A string holds a backslash with something that is no escape.",
            do: "Write a backslash as \\\\."
        ),
        Entry("json.unterminated-string", "A string ends with its line, without a closing quote.", do: "Close it."),
        Entry("json.comment", "A comment is of a kind that is not read.", do: "Take it out."),
        Entry(
            "json.unexpected-character",
            "A character has no business in this place.",
            do: "Take it out, or see what stands before it."
        ),
        Entry("json.unclosed", "An object or array is not closed.", do: "Close the bracket that the message shows."),
        Entry(
            "json.trailing-content",
            "Something follows the value.",
            do: "Take it out, or see whether a bracket was closed too early."
        ),
        Entry(
            "json.depth",
            "Objects and arrays are nested too deeply.",
            do: "No configuration is as deep; see whether it is the right file."
        ),
        Entry(
            "json.too-many-problems",
            "There were more problems than are reported.",
            do: "Mend the first ones and check again."
        ),
    ]
}
