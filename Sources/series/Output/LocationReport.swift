internal import Recurrence
internal import SchedulingCore
internal import SeriesReport

/// What an id is in a series, for people and for programs.
struct LocationReport {
  private let id: String
  private let location: Result<InstanceLocation, ValidationFailure>
  private let series: Series
  /// Whether no other id was asked for.
  private let isAlone: Bool

  init(_ id: String, in series: Series, isAlone: Bool) {
    self.id = id
    self.series = series
    self.isAlone = isAlone
    location = Result { () throws(ValidationFailure) in try series.locate(InstanceID(parsing: id)) }
  }

  var isFound: Bool { (try? location.get())?.place != nil }

  /// - Throws: What is wrong with an id that is none.
  func check() throws {
    do throws(ValidationFailure) {
      _ = try location.get()
    } catch {
      throw CommandFailure(error)
    }
  }

  var text: String {
    let prefix = isAlone ? "" : "\(id.printable): "
    switch location {
    case .success(.found(let place)):
      let index = place.index.map { " \($0 + 1)" } ?? ""
      let count = place.count.map { " of \($0)" } ?? ""
      let start = OffsetDateTime(place.occurrence).map { OccurrenceText.text($0) } ?? ""
      return "\(prefix)Occurrence\(index)\(count): \(start)\n"
    case .success(.missing(let absence)):
      let what = isStale(absence) ? "Stale, no occurrence" : "No occurrence"
      let nearest = likeliest(absence).prefix(isAlone ? .max : 1).map { near in
        let start = near.start.map { OccurrenceText.text($0) } ?? ""
        return "  \(near.id)".printable + "  \(start)\n"
      }
      let heading = nearest.isEmpty || !isAlone ? "" : "Nearest occurrences, the likeliest first:\n"
      return "\(prefix)\(what): \(absence.message.printable) [\(absence.reason.rawValue)]\n"
        + heading + nearest.joined()
    case .failure(let failure):
      return "\(prefix)No id of an instance: \(CommandFailure.sentence(failure))\n"
    }
  }

  var json: String {
    var object: JSONObject = ["id": .string(id), "found": .bool(isFound)]
    switch location {
    case .success(.found(let place)):
      object["index"] = place.index.map { .integer(Int64($0 + 1)) } ?? .null
      object["count"] = place.count.map { .integer(Int64($0)) } ?? .null
      object["start"] = OffsetDateTime(place.occurrence).map { .string($0.text) } ?? .null
    case .success(.missing(let absence)):
      let nearest = likeliest(absence)
      object["reason"] = .string(absence.reason.rawValue)
      object["message"] = .string(absence.message)
      object["stale"] = .bool(isStale(absence))
      object["nearest"] = .array(nearest.map { .string($0.id.description) })
      object["nearestStarts"] = .array(nearest.map { $0.start.map { .string($0.text) } ?? .null })
    case .failure(let failure):
      object["reason"] = .string(failure.code.rawValue)
      object["message"] = .string(failure.message)
    }
    return JSONValue.object(object).text(keys: .asGiven) + "\n"
  }

  /// Whether the id was made for this series as it was once.
  private func isStale(_ absence: InstanceLocation.Absence) -> Bool {
    absence.reason != .otherMaster && absence.reason != .excluded
  }

  /// What the id most likely is now: the one of its start, else of its day, else the nearest.
  private func likeliest(
    _ absence: InstanceLocation.Absence
  ) -> [(id: InstanceID, start: OffsetDateTime?)] {
    guard let wanted = (try? InstanceID(parsing: id))?.startMilliseconds else { return [] }
    let zone = series.start.zone
    func day(_ milliseconds: Int) -> CivilDate { zone.occurrence(atMilliseconds: milliseconds).local.date }
    let ranked = absence.nearest.sorted { left, right in
      let places = [left, right].map { near in
        (day(near.startMilliseconds) == day(wanted) ? 0 : 1, abs(near.startMilliseconds - wanted))
      }
      return places[0] < places[1]
    }
    return ranked.map { ($0, zone.time(atMilliseconds: $0.startMilliseconds)) }
  }
}
