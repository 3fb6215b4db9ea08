internal import Recurrence

/// Some, but not all, days of the week.
struct WeekdayChoice: Hashable, Sendable {
  /// Bits 0 (Monday) to 6.
  let mask: UInt8

  /// `nil` for no day, and for all of them: both choose nothing.
  init?(_ mask: UInt8) {
    guard mask & 127 != 0, mask & 127 != 127 else { return nil }
    self.mask = mask & 127
  }

  /// From Monday on.
  var days: [Weekday] { Weekday.allCases.filter { mask >> $0.rawValue & 1 == 1 } }
  /// Monday to Friday.
  var isWorkWeek: Bool { mask == 0b001_1111 }
  /// Saturday and Sunday.
  var isWeekend: Bool { mask == 0b110_0000 }
}
