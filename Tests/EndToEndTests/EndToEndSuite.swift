import Testing

/// Everything that the built program does as a user sees it: its output, its exit codes and what the corpus holds after it.
///
/// Serialised as a whole: the tests start many processes, use ports, and judge what a process does while another one runs.
@Suite(.serialized) enum EndToEndSuite {}
