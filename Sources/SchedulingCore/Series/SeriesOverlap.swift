public import Recurrence

/// Whether the instances of two series, with what was edited of them, ever take the same time.
public enum SeriesOverlap: Hashable, Sendable {
  /// They do, first with these two.
  case overlap(first: OverlappingInstance, second: OverlappingInstance)
  /// They never do, for the reason given, which is about the series but for their edited instances.
  case never(AbsenceProof)
}

extension Series {
  /// The first instances of two series, each perhaps without end, that take the same time.
  ///
  /// Instances that were edited on their own count where they are now, with their own length, and not
  /// at all when cancelled, missed, invalid or marked as free. First is the pair that shares the earliest instant.
  ///
  /// - Parameters:
  ///   - bufferBeforeSeconds: Kept free before each instance of this series.
  ///   - bufferAfterSeconds: Kept free after each instance of this series.
  ///   - otherBufferBeforeSeconds: Kept free before each instance of the other series.
  ///   - otherBufferAfterSeconds: Kept free after each instance of the other series.
  ///   - start: Instances of this series that start before it don't count; in epoch milliseconds.
  /// - Throws: `valueOutOfRange` for a negative buffer, `limitReached` as
  ///   `RecurrenceSet.firstOverlap(taking:with:taking:)` does.
  public func firstOverlap(
    with other: Series, bufferBeforeSeconds: Int = 0, bufferAfterSeconds: Int = 0,
    otherBufferBeforeSeconds: Int = 0, otherBufferAfterSeconds: Int = 0, startingFrom start: Int = .min
  ) throws(ValidationFailure) -> SeriesOverlap {
    do throws(RecurrenceError) {
      let first = try OverlapSides(self, before: bufferBeforeSeconds, after: bufferAfterSeconds)
      let second = try OverlapSides(other, before: otherBufferBeforeSeconds, after: otherBufferAfterSeconds)
      var earliest: OverlapMeeting?
      var proof: AbsenceProof?
      switch try first.generated.meeting(with: second.generated, startingFrom: start) {
      case .overlap(let left, let right):
        earliest = OverlapMeeting(left, first.generated, right, second.generated)
      case .never(let found):
        proof = found
      }
      for left in [first.generated] + first.edited {
        // The generated ones were compared with each other above.
        for right in (left.override == nil ? [] : [second.generated]) + second.edited {
          if case .overlap(let own, let foreign) = try left.meeting(with: right, startingFrom: start) {
            let found = OverlapMeeting(own, left, foreign, right)
            if let known = earliest, known <= found { continue }
            earliest = found
          }
        }
      }
      if let earliest { return .overlap(first: earliest.first, second: earliest.second) }
      return .never(proof ?? .nothingToCompare)
    } catch {
      throw ValidationFailure(error)
    }
  }
}

/// What a series' instances take: those that it generates, and each that was edited.
struct OverlapSides {
  let generated: OverlapSide
  var edited: [OverlapSide] = []

  init(_ series: Series, before: Int, after: Int) throws(RecurrenceError) {
    func occupancy(_ durationSeconds: Int) throws(RecurrenceError) -> Occupancy {
      try Occupancy(
        durationSeconds: durationSeconds, bufferBeforeSeconds: before, bufferAfterSeconds: after)
    }
    let own = try occupancy(series.durationSeconds)
    guard !series.overrides.isEmpty else {
      generated = OverlapSide(starts: series.recurrences, occupancy: own, override: nil)
      return
    }
    var text = series.text
    for override in series.overrides {
      text.exclusions.append(
        .instant(seconds: override.original.startMilliseconds.floorDivided(by: 1000)))
    }
    generated = OverlapSide(
      starts: try RecurrenceSet(text, start: series.start, options: series.options), occupancy: own,
      override: nil)
    for override in series.overrides where override.appointment.takesTime {
      let start = override.appointment.startTime?.milliseconds ?? override.original.startMilliseconds
      guard let local = LocalDateTime(wallSeconds: start.floorDivided(by: 1000)) else { continue }
      let duration = override.appointment.durationSeconds ?? override.original.durationSeconds
      edited.append(
        OverlapSide(
          starts: try RecurrenceSet(RecurrenceText(), start: RecurrenceStart(local, in: .utc)),
          occupancy: try occupancy(duration), override: override))
    }
  }
}

struct OverlapSide {
  let starts: RecurrenceSet
  let occupancy: Occupancy
  let override: InstanceOverride?

  func meeting(with other: OverlapSide, startingFrom start: Int) throws(RecurrenceError) -> OverlapAnswer {
    try starts.firstOverlap(
      taking: occupancy, with: other.starts, taking: other.occupancy, startingFrom: start)
  }

  func instance(_ occurrence: Occurrence) -> OverlappingInstance {
    OverlappingInstance(
      startMilliseconds: occurrence.startMilliseconds, durationSeconds: occupancy.durationSeconds,
      override: override)
  }
}

/// Two instances that meet, ordered by when they do.
private struct OverlapMeeting {
  let first: OverlappingInstance
  let second: OverlappingInstance
  private let begin: Int

  init(_ left: Occurrence, _ leftSide: OverlapSide, _ right: Occurrence, _ rightSide: OverlapSide) {
    first = leftSide.instance(left)
    second = rightSide.instance(right)
    begin = max(
      left.startMilliseconds - leftSide.occupancy.bufferBeforeSeconds * 1000,
      right.startMilliseconds - rightSide.occupancy.bufferBeforeSeconds * 1000)
  }

  static func <= (left: Self, right: Self) -> Bool {
    (left.begin, left.first.startMilliseconds, left.second.startMilliseconds)
      <= (right.begin, right.first.startMilliseconds, right.second.startMilliseconds)
  }
}
