internal import Recurrence

/// How an edit moves the occurrences of a series on the clock's face.
struct OccurrenceMove: Hashable {
  /// By how much each moves.
  var seconds = 0

  /// The local time after the move, in wall-clock seconds.
  func wall(of local: LocalDateTime) -> Int { local.wallSeconds + seconds }

  /// The local time that comes to be another one by the move, in wall-clock seconds.
  func origin(of local: LocalDateTime) -> Int { local.wallSeconds - seconds }
}
