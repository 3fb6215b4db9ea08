/// A value that a plan's requests change and that none can give back or take away.
struct FormerValue: Hashable {
  /// What is wrong with that.
  enum Loss: Hashable {
    /// What undoes the plan can't restore it.
    case notRestored
    /// It stays at an id that another occurrence has afterwards.
    case leftBehind
  }

  let loss: Loss
  /// Whose it is, or was.
  let id: String
  /// As the API spells it.
  let field: String
  /// `nil` where the event tells none.
  let value: JSONValue?

  /// Whether a request of that version may carry the value; what names something can't be empty.
  static func canBeSent(_ value: JSONValue, as field: String, in version: APIVersion) -> Bool {
    switch AppointmentField(rawValue: field) {
    case .appointmentStatus:
      value.stringValue.map {
        AppointmentStatus.allowed(in: version).contains(AppointmentStatus(rawValue: $0))
      } ?? false
    case .calendarId, .meetingLocationType, .meetingLocationId, .assignedUserId: value != ""
    default: true
    }
  }

  /// What has one finding, whosever it is. Of texts that no request takes the value does not matter.
  fileprivate var kind: FormerValue {
    let isAnyValue = loss == .leftBehind || Appointment.unsentFields.contains(field)
    return FormerValue(loss: loss, id: "", field: field, value: isAnyValue ? nil : value)
  }

  fileprivate func finding(for ids: [String], version: APIVersion) -> Diagnostic {
    let names = ids.prefix(3).joined(separator: ", ") + (ids.count > 3 ? "…" : "")
    if loss == .leftBehind {
      let others =
        ids.count == 1 ? "the occurrence that has this id" : "the occurrences that have these ids"
      return Diagnostic(
        .warning, .fieldLeftBehind,
        "The \(field) of \(names) may stay with \(others) afterwards: no request takes it away.",
        field: field, remedy: "Look there after the edit.")
    }
    guard let value else {
      return Diagnostic(
        .note, .notRestorable,
        "\(names) \(ids.count == 1 ? "tells" : "tell") no \(field) now, so that no request can bring it back.",
        field: field)
    }
    guard field == AppointmentField.appointmentStatus.rawValue, let text = value.stringValue else {
      return Diagnostic(
        .warning, .notRestorable, "The \(field) of \(names) can't be restored: no request takes \(field).",
        field: field, remedy: "Keep a copy.")
    }
    let isForLater = AppointmentStatus.allowed(in: .v3).contains(AppointmentStatus(rawValue: text))
    return Diagnostic(
      .warning, .notRestorable,
      "The former status \(text) of \(names) can't be restored: version \(version.rawValue) of the API does not "
        + "accept it.", field: field,
      remedy: isForLater ? "Use the version v3, which accepts it." : "Note what it was.")
  }
}

/// The former values of a plan, of which those with one finding are kept once.
struct FormerValues {
  private var groups: [(first: FormerValue, ids: [String], known: Set<String>)] = []
  /// The groups' places by the hashes of their kinds.
  private var places: [Int: Int] = [:]
  /// The hashes of what is beyond the groups. An edit may hold half a million fields; that two of them share one is
  /// unlikely, and would make the count of them one less.
  private var beyond: Set<Int> = []

  /// A finding each for more values than these helps nobody.
  private static let mostNamed = 10

  /// Whether there are none.
  var isEmpty: Bool { groups.isEmpty }

  /// Adds a value.
  mutating func append(_ value: FormerValue) {
    let kind = value.kind
    let hash = kind.hashValue
    if let index = places[hash], groups[index].first.kind == kind {
      if groups[index].known.insert(value.id).inserted { groups[index].ids.append(value.id) }
    } else if groups.count < Self.mostNamed, places[hash] == nil {
      places[hash] = groups.count
      groups.append((value, [value.id], [value.id]))
    } else {
      beyond.insert(hash)
    }
  }

  /// One finding for each field and value, in the order they were met; a count of what is beyond the first.
  func findings(version: APIVersion) -> [Diagnostic] {
    let findings = groups.map { $0.first.finding(for: $0.ids, version: version) }
    if beyond.isEmpty { return findings }
    return findings + [
      Diagnostic(
        .warning, .notRestorable,
        "So it is with \(beyond.count.counted("more value")): no request restores \(beyond.count.form("it", "them")).",
        remedy: "Keep a copy.")
    ]
  }
}

extension Diagnostic.Code {
  /// A former value that nothing undoes the loss of, since no request may carry it.
  public static let notRestorable = Self(rawValue: "notRestorable")
  /// What an instance has of its own and no request takes away from the occurrence that gets its id.
  public static let fieldLeftBehind = Self(rawValue: "fieldLeftBehind")
}
