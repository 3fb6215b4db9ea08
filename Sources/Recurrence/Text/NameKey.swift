/// A word in capitals, packed into integers so that it is compared at once.
struct NameKey {
  /// The last eight bytes.
  var letters: UInt64 = 0
  /// The bytes before them.
  var overflow: UInt64 = 0
  var length = 0

  @inline(__always)
  mutating func append(_ byte: UInt8) {
    overflow = overflow << 8 | letters >> 56
    // Clearing this bit turns small letters into capitals and makes no letter of anything else.
    letters = letters << 8 | UInt64(byte & 0xDF)
    length += 1
  }
}

extension RulePart {
  /// The part with that name, given as `NameKey` packs it.
  @inline(__always)
  init?(_ key: NameKey) {
    // One integer comparison a name: the letters are the bytes of the number.
    switch key.letters {
    case 0x4652_4551 where key.length == 4: self = .frequency
    case 0x434F_554E_54 where key.length == 5: self = .count
    case 0x554E_5449_4C where key.length == 5: self = .until
    case 0x494E_5445_5256_414C where key.length == 8: self = .interval
    case 0x4259_4441_59 where key.length == 5: self = .days
    case 0x4259_4D4F_4E54_48 where key.length == 7: self = .months
    case 0x574B_5354 where key.length == 4: self = .weekStart
    case 0x4259_5345_5450_4F53 where key.length == 8: self = .setPositions
    case 0x4259_484F_5552 where key.length == 6: self = .hours
    case 0x4259_4D49_4E55_5445 where key.length == 8: self = .minutes
    case 0x4259_5345_434F_4E44 where key.length == 8: self = .seconds
    case 0x4259_5745_454B_4E4F where key.length == 8: self = .weekNumbers
    // Longer than eight letters: the first ones have been pushed out and are checked apart.
    case 0x4D4F_4E54_4844_4159 where key.length == 10 && key.overflow == 0x4259: self = .monthDays
    case 0x5959_4541_5244_4159 where key.length == 9 && key.overflow == 0x42: self = .yearDays
    case 0x5253_4341_4C45 where key.length == 6: self = .scale
    case 0x534B_4950 where key.length == 4: self = .skip
    default: return nil
    }
  }
}

extension Frequency {
  @inline(__always)
  init?(_ key: NameKey) {
    switch key.letters {
    case 0x5745_454B_4C59 where key.length == 6: self = .weekly
    case 0x4441_494C_59 where key.length == 5: self = .daily
    case 0x4D4F_4E54_484C_59 where key.length == 7: self = .monthly
    case 0x5945_4152_4C59 where key.length == 6: self = .yearly
    case 0x484F_5552_4C59 where key.length == 6: self = .hourly
    case 0x4D49_4E55_5445_4C59 where key.length == 8: self = .minutely
    case 0x5345_434F_4E44_4C59 where key.length == 8: self = .secondly
    default: return nil
    }
  }
}

extension Weekday {
  /// The day of two letters, in whatever case.
  @inline(__always)
  init?(letters first: UInt8, _ second: UInt8) {
    switch UInt16(first & 0xDF) << 8 | UInt16(second & 0xDF) {
    case 0x4D4F: self = .monday
    case 0x5455: self = .tuesday
    case 0x5745: self = .wednesday
    case 0x5448: self = .thursday
    case 0x4652: self = .friday
    case 0x5341: self = .saturday
    case 0x5355: self = .sunday
    default: return nil
    }
  }
}

extension CalendarScale.Skip {
  init?(_ key: NameKey) {
    switch key.letters {
    case 0x4F4D_4954 where key.length == 4: self = .omit
    case 0x4241_434B_5741_5244 where key.length == 8: self = .backward
    case 0x464F_5257_4152_44 where key.length == 7: self = .forward
    default: return nil
    }
  }
}
