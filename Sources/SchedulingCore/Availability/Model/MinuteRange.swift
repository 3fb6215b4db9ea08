/// Opening hours of a day, on the clock's face.
public struct MinuteRange: Hashable, Sendable {
  /// The minute of the day at which it opens, 0 to 1,439.
  public let open: Int
  /// The minute at which it closes, up to 1,440: midnight at the day's end.
  public let close: Int

  /// `nil` where it closes no later than it opens, or lies outside the day.
  public init?(open: Int, close: Int) {
    guard open >= 0, open < close, close <= 1440 else { return nil }
    self.open = open
    self.close = close
  }

  /// `09:00–17:00`.
  var text: String { "\(Self.clock(open))–\(Self.clock(close))" }

  /// `09:00`, `24:00`.
  static func clock(_ minute: Int) -> String {
    let (hour, rest) = (minute / 60, minute % 60)
    return "\(hour < 10 ? "0" : "")\(hour):\(rest < 10 ? "0" : "")\(rest)"
  }
}

extension [MinuteRange] {
  /// In order, with what overlaps or touches made one.
  var merged: [MinuteRange] {
    var result: [MinuteRange] = []
    for range in sorted(by: { $0.open < $1.open }) {
      if let last = result.last, range.open <= last.close {
        guard let joined = MinuteRange(open: last.open, close: Swift.max(last.close, range.close)) else {
          continue
        }
        result[result.count - 1] = joined
      } else {
        result.append(range)
      }
    }
    return result
  }
}
