extension Availability {
  /// What has to change so that occurrences at some times can be booked.
  ///
  /// - Parameters:
  ///   - times: The times of the occurrences.
  ///   - seriesID: The series whose former occurrences don't count, since the times replace them.
  ///   - option: What becomes of an occurrence that can't be booked.
  ///   - further: How many slots after an occurrence are looked at for the next free one; without end (two months)
  ///     where `nil`.
  /// - Throws: What `reasons(against:ofSeries:besides:)` and `slots(in:shownIn:all:)` throw.
  /// - Complexity: That of the checks, and of the slots of a week around each occurrence that can't be booked.
  public func repair(
    _ times: [TimeSpan], ofSeries seriesID: String? = nil, option: BookingOption = .skip, further: Int? = 3
  ) throws(ValidationFailure) -> SeriesRepair {
    let reasons = try reasons(against: times, ofSeries: seriesID)
    var items: [SeriesRepair.Item] = []
    var taken = BusyList()
    taken.add(times.indices.lazy.filter { reasons[$0].isEmpty }.compactMap { times[$0].busyInterval })
    for index in times.indices.sorted(by: { times[$0].startMilliseconds < times[$1].startMilliseconds })
    where !reasons[index].isEmpty {
      let time = times[index]
      let slot =
        option == .bookNext
        ? try nextSlot(after: time, further: further, ignoring: seriesID, taken: taken) : nil
      if let interval = slot?.span.busyInterval { taken.add([interval]) }
      items.append(
        SeriesRepair.Item(
          index: index, reasons: reasons[index], slot: slot,
          alternatives: try nearestSlots(to: time, ignoring: seriesID, taken: taken)))
    }
    return SeriesRepair(option: option, count: times.count, items: items.sorted { $0.index < $1.index })
  }

  private static let day = 86_400_000

  /// The first free one of the slots that follow a time.
  private func nextSlot(
    after time: TimeSpan, further: Int?, ignoring seriesID: String?, taken: BusyList
  ) throws(ValidationFailure) -> Slot? {
    var left = further ?? .max
    var start = time.startMilliseconds + 1
    let end = start + 62 * Self.day
    var length = Self.day
    while start < end, left > 0 {
      let range = start..<min(start + length, end)
      for slot in try slots(in: range, shownIn: nil, all: true, ignoring: seriesID).slots.prefix(left) {
        if slot.isFree, !taken.isTaken(slot.range) { return slot }
        left -= 1
      }
      start = range.upperBound
      length *= 2
    }
    return nil
  }

  /// The free slots of the days around a time, nearest first, up to three.
  private func nearestSlots(
    to time: TimeSpan, ignoring seriesID: String?, taken: BusyList
  ) throws(ValidationFailure) -> [Slot] {
    func distance(_ slot: Slot) -> Int { abs(slot.start.milliseconds - time.startMilliseconds) }
    let start = time.startMilliseconds
    let range = start - 3 * Self.day..<start + 4 * Self.day
    let free = try slots(in: range, shownIn: nil, all: false, ignoring: seriesID).slots.filter { slot in
      !taken.isTaken(slot.range)
    }
    return Array(
      free.sorted { (distance($0), $0.start.milliseconds) < (distance($1), $1.start.milliseconds) }.prefix(3))
  }
}

extension Slot {
  /// In epoch milliseconds.
  fileprivate var range: Range<Int> { start.milliseconds..<max(end.milliseconds, start.milliseconds) }

  fileprivate var span: TimeSpan {
    TimeSpan(
      startMilliseconds: start.milliseconds, durationSeconds: (end.milliseconds - start.milliseconds) / 1000)
  }
}

extension TimeSpan {
  fileprivate var busyInterval: BusyInterval? {
    BusyInterval(
      startMilliseconds: startMilliseconds, endMilliseconds: endMilliseconds, owner: BusyOwner(.appointment))
  }
}
