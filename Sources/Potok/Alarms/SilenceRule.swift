import PotokConfiguration
import PotokCore
import PotokStore

/// When a source counts as silent.
enum SilenceRule {
    /// What the source's silence is after a run: an alarm's words when it is too long, nil when it is not.
    static func judge(_ health: SourceHealth, _ source: SourceOptions, now: Timestamp) -> String? {
        guard let limit = limit(health, source) else { return nil }
        let silence = Duration.seconds(now.secondsSince1970 - health.heardAt.secondsSince1970)
        guard silence >= limit else { return nil }
        let reason =
            source.schedule.silentAfter > .zero
            ? "more than the \(length(limit)) of schedule.silentAfter"
            : "its longest usual pause is \(length(limit / Double(SourceRhythm.patience)))"
        let news = if case .listings = source.kind { "new" } else { "new or changed" }
        return "it has brought nothing \(news) since \(health.heardAt), for \(length(silence)); \(reason)"
    }

    /// Files are done when they are done: only sources on the web are expected to go on by themselves.
    private static func limit(_ health: SourceHealth, _ source: SourceOptions) -> Duration? {
        if source.schedule.silentAfter > .zero { return source.schedule.silentAfter }
        return switch source.kind {
        case .urls, .listings: health.silentAfter
        case .files, .warc, .ndjson: nil
        }
    }

    /// A length of time in its largest whole unit.
    private static func length(_ duration: Duration) -> String {
        let seconds = Int(duration.seconds.rounded())
        return switch seconds {
        case (2 * 86_400)...: "\(seconds / 86_400) d"
        case (2 * 3_600)...: "\(seconds / 3_600) h"
        default: "\(seconds / 60) min"
        }
    }
}
