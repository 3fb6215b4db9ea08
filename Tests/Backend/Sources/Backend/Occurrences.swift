import Hummingbird
import SchedulingCore

/// What takes place in a window, as JSON.
struct Occurrences: Encodable {
  /// At most as many are given.
  static let most = 1000

  struct Entry: Encodable {
    let id: String
    let kind: AgendaEntry.Kind
    let start: String?
    let end: String?
    let title: String?
  }

  let version: Int
  let occurrences: [Entry]
  /// Whether there are more in the window.
  let isTruncated: Bool

  /// - Throws: `ValidationFailure` for an event that does not recur.
  init(of stored: StoredSeries, in window: Range<Int>) throws {
    let agenda = try stored.series().agenda(in: window, master: stored.event)
    let entries = Array(agenda.prefix(Self.most + 1))
    version = stored.version
    isTruncated = entries.count > Self.most
    occurrences = entries.prefix(Self.most).map { entry in
      Entry(
        id: "\(entry.id)", kind: entry.kind, start: entry.start?.text, end: entry.end?.text,
        title: entry.value(of: .title)?.stringValue)
    }
  }

  /// The query's `from` and `to`, times with offsets, as epoch milliseconds.
  static func window(_ request: Request) throws -> Range<Int> {
    let query = request.uri.queryParameters
    func time(_ name: String) throws -> Int {
      guard let text = query[Substring(name)] else {
        throw ValidationFailure(.missingField, "The query has no \(name).", field: name)
      }
      do {
        return try OffsetDateTime(parsing: String(text)).milliseconds
      } catch {
        throw error.with(field: name)
      }
    }
    let (from, to) = (try time("from"), try time("to"))
    guard from <= to else {
      throw ValidationFailure(.endNotAfterStart, "The window ends before it begins.", field: "to")
    }
    return from..<to
  }
}
