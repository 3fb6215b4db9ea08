internal import Recurrence

/// How an edit moves the occurrences of a series on the clock's face.
struct OccurrenceMove: Hashable {
  /// By how much each moves; beside a day that is replaced, how much the clock time does.
  var seconds = 0
  /// The day that another one takes the place of; the others stay.
  var day: DayReplacement?
  /// Where local times go that no rule generates, in wall-clock seconds: on these no day is replaced.
  var additions: [Int: Int] = [:]

  /// The local time after the move, in wall-clock seconds; `nil` where there is none.
  func wall(of local: LocalDateTime) -> Int? {
    if !additions.isEmpty, let addition = additions[local.wallSeconds] { return addition }
    guard let day else { return local.wallSeconds + seconds }
    let moved = local.wallSeconds + seconds
    return Self.replaced(moved, by: day.target)
  }

  /// The local time that comes to be another one by the move, in wall-clock seconds; `nil` where none does.
  func origin(of local: LocalDateTime) -> Int? {
    if let addition = additions.first(where: { $0.value == local.wallSeconds }) { return addition.key }
    guard let day else { return local.wallSeconds - seconds }
    return Self.replaced(local.wallSeconds, by: day.origin).map { $0 - seconds }
  }

  private static func replaced(_ wall: Int, by date: (CivilDate) -> CivilDate?) -> Int? {
    let (number, time) = (wall.floorDivided(by: 86_400), wall.floorRemainder(by: 86_400))
    return CivilDate(dayNumber: number).flatMap(date).map { $0.dayNumber * 86_400 + time }
  }
}
