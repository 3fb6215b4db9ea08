/// Where a plan's progress is kept, so that it can be resumed or undone after a crash.
///
/// ``JournalFile`` is one; a backend may keep entries in its database.
public protocol PlanJournal: Sendable {
  /// Keeps an entry behind those before it.
  ///
  /// Returns once the entry survives a crash; nothing is sent before that.
  func append(_ entry: JournalEntry) async throws
}
