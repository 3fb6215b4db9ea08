internal import Recurrence
internal import SchedulingCore

/// The days of a preview, each with what stands on it before and after the edit.
struct DayMarks {
  /// By the day's number, in the order of the clock.
  let byDay: [Int: [DayMark]]
  /// The numbers of the days that have any, in order.
  let days: [Int]

  init(_ preview: SeriesPreview) {
    let refused = Set((preview.conflicts ?? []).map(\.startMilliseconds))
    var byDay: [Int: [DayMark]] = [:]
    for change in preview.changes {
      for mark in DayMark.marks(of: change, refused: refused) {
        byDay[mark.start.date.dayNumber, default: []].append(mark)
      }
    }
    self.byDay = byDay.mapValues { marks in
      marks.count == 1 ? marks : marks.sorted { $0.start.wallSeconds < $1.start.wallSeconds }
    }
    days = byDay.keys.sorted()
  }

  subscript(day: Int) -> [DayMark] { byDay[day] ?? [] }
}
