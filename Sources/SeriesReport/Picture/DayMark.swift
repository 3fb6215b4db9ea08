internal import Recurrence
internal import SchedulingCore

/// An occurrence on a day of a picture, as it is before the edit, after it, or both.
struct DayMark: Hashable {
  /// What becomes of the occurrence on that day; in the order of their weight.
  enum Role: String, CaseIterable {
    case kept
    case changed
    /// It moves within the day.
    case shifted
    /// It moves to another day.
    case left
    /// It moves here from another day.
    case arrived
    case added
    case removed

    /// The kind of change it belongs to.
    var kind: OccurrenceChange.Kind {
      switch self {
      case .kept: .kept
      case .changed: .changed
      case .shifted, .left, .arrived: .moved
      case .added: .added
      case .removed: .removed
      }
    }

    /// Whether the occurrence is there before the edit only.
    var isGone: Bool { self == .left || self == .removed }
  }

  let role: Role
  /// When it starts on that day.
  let start: LocalDateTime
  /// Where it starts before or after: of one that moves.
  let counterpart: LocalDateTime?

  /// The offset in force then, in seconds east of UTC.
  let offsetSeconds: Int
  /// Whether it can't be booked then.
  let isRefused: Bool

  /// `10:00`.
  var clock: String { OccurrenceText.clock(start) }

  /// The marks that a change makes, each on the day it starts.
  ///
  /// - Parameter refused: The starts that can't be booked, in epoch milliseconds.
  static func marks(of change: OccurrenceChange, refused: Set<Int> = []) -> [DayMark] {
    let isRefused = !refused.isEmpty && change.after.map { refused.contains($0.startMilliseconds) } == true
    switch (change.before, change.after) {
    case (let before?, let after?):
      guard change.kind == .moved else {
        return [DayMark(change.kind == .kept ? .kept : .changed, after, isRefused: isRefused)]
      }
      if before.localStart.date == after.localStart.date {
        return [DayMark(.shifted, before, after, isRefused: isRefused)]
      }
      return [DayMark(.left, before, after), DayMark(.arrived, after, before, isRefused: isRefused)]
    case (let before?, nil): return [DayMark(.removed, before)]
    case (nil, let after?): return [DayMark(.added, after, isRefused: isRefused)]
    case (nil, nil): return []
    }
  }

  private init(
    _ role: Role, _ snapshot: OccurrenceSnapshot, _ counterpart: OccurrenceSnapshot? = nil,
    isRefused: Bool = false
  ) {
    self.isRefused = isRefused
    self.role = role
    self.start = snapshot.localStart
    self.counterpart = counterpart?.localStart
    self.offsetSeconds = Int(snapshot.occurrence.offsetSeconds)
  }
}
