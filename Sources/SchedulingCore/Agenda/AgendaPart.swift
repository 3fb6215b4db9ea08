internal import Recurrence

/// What one series, or one event, gives an agenda.
struct AgendaPart: Sequence, Sendable {
  /// `nil` for an event that occurs once, which is the only entry.
  private let series: Series?
  private let id: PlannedID
  private let master: Appointment?
  /// The places of the overrides whose occurrence starts when they do, by that start in epoch milliseconds.
  private let placed: [Int: Int]
  /// The starts of occurrences that are shown elsewhere.
  private let moved: Set<Int>
  /// What is no occurrence at its own start, by that start.
  private let loose: [Loose]
  /// The starts that the series has beside its rules.
  private let additions: Set<Int>
  private let window: Range<Int>

  /// An entry that is made where it is read, since entries are large values, or one that is there already.
  private struct Loose {
    enum Source {
      /// The place of an override among the series'.
      case override(Int, AgendaEntry.Kind)
      indirect case entry(AgendaEntry)
    }

    let startMilliseconds: Int
    let id: String
    let source: Source

    init(_ entry: AgendaEntry, _ source: Source? = nil) {
      startMilliseconds = entry.startMilliseconds
      id = entry.id.description
      self.source = source ?? .entry(entry)
    }
  }

  /// A series.
  init(
    series: Series, id: PlannedID, master: Appointment?, detached: [Appointment], window: Range<Int>
  ) {
    var placed: [Int: Int] = [:]
    var moved: Set<Int> = []
    var loose: [Loose] = []
    let maker = EntryMaker(series: series, id: id, master: master)
    for (place, override) in series.overrides.enumerated() {
      let original = override.original.startMilliseconds
      let isOccurrence = series.recurrences.contains(original)
      if isOccurrence, override.ownStart == nil {
        placed[original] = place
        continue
      }
      if isOccurrence { moved.insert(original) }
      let kind: AgendaEntry.Kind = isOccurrence ? .moved : .detached
      let entry = maker.entry(override, kind)
      if window.contains(entry.startMilliseconds) { loose.append(Loose(entry, .override(place, kind))) }
    }
    for event in detached {
      guard let entry = maker.entry(detached: event) else { continue }
      if window.contains(entry.startMilliseconds) { loose.append(Loose(entry)) }
    }
    self.series = series
    self.id = id
    self.master = master
    self.placed = placed
    self.moved = moved
    loose.sort { ($0.startMilliseconds, $0.id) < ($1.startMilliseconds, $1.id) }
    self.loose = loose
    additions = Self.additions(of: series)
    self.window = window
  }

  /// An event that occurs once.
  init(event: Appointment, id: PlannedID, zone: ZoneTransitions, window: Range<Int>) {
    series = nil
    self.id = id
    master = event
    placed = [:]
    moved = []
    additions = []
    self.window = window
    guard let start = event.startTime?.milliseconds, window.contains(start) else {
      loose = []
      return
    }
    let snapshot = OccurrenceSnapshot(
      TimeSpan(startMilliseconds: start, durationSeconds: event.durationSeconds ?? 0), identity: .fixed(id),
      zone: zone)
    loose = [
      Loose(
        AgendaEntry(
          kind: event.appointmentStatus == .cancelled ? .cancelled : .scheduled,
          originalStartMilliseconds: nil, appointment: nil, master: event, ownFields: [], snapshot: snapshot))
    ]
  }

  /// What no rule generates too.
  private static func additions(of series: Series) -> Set<Int> {
    guard !series.text.additions.isEmpty else { return [] }
    var text = series.text
    text.additions = []
    let rules = try? RecurrenceSet(text, start: series.start, options: series.options)
    var starts: Set<Int> = []
    for date in series.text.additions {
      guard let named = try? series.recurrences.occurrences(named: date) else { continue }
      starts.formUnion(named.lazy.map(\.startMilliseconds).filter { rules?.contains($0) != true })
    }
    return starts
  }

  func makeIterator() -> Iterator {
    Iterator(
      part: self, occurrences: series?.recurrences.occurrences(in: window).makeIterator(),
      maker: series.map { EntryMaker(series: $0, id: id, master: master) })
  }

  /// Merges the occurrences with what is none at its own start.
  struct Iterator: IteratorProtocol {
    private let part: AgendaPart
    private let maker: EntryMaker?
    private var occurrences: Occurrences.Iterator?
    private var upcoming: Occurrence?
    private var index = 0

    fileprivate init(part: AgendaPart, occurrences: Occurrences.Iterator?, maker: EntryMaker?) {
      self.part = part
      self.maker = maker
      self.occurrences = occurrences
      advance()
    }

    private mutating func advance() {
      repeat {
        upcoming = occurrences?.next()
      } while upcoming.map { part.moved.contains($0.startMilliseconds) } ?? false
    }

    mutating func next() -> AgendaEntry? {
      if let occurrence = upcoming, let maker,
        index == part.loose.count || occurrence.startMilliseconds <= part.loose[index].startMilliseconds
      {
        advance()
        let start = occurrence.startMilliseconds
        if let place = part.placed[start] {
          return maker.entry(maker.series.overrides[place], .edited, at: occurrence)
        }
        return maker.entry(occurrence, part.additions.contains(start) ? .added : .scheduled)
      }
      guard index < part.loose.count else { return nil }
      index += 1
      switch part.loose[index - 1].source {
      case .override(let place, let kind): return maker.map { $0.entry($0.series.overrides[place], kind) }
      case .entry(let entry): return entry
      }
    }
  }
}

/// Makes the entries of a series.
private struct EntryMaker {
  let series: Series
  let id: PlannedID
  let master: Appointment?

  private var zone: ZoneTransitions { series.start.zone }

  func entry(_ occurrence: Occurrence, _ kind: AgendaEntry.Kind) -> AgendaEntry {
    let snapshot = OccurrenceSnapshot(
      occurrence, durationSeconds: series.durationSeconds, nominalDays: series.nominalDays,
      identity: .instance(ofMaster: id), zone: zone)
    return AgendaEntry(
      kind: master?.appointmentStatus == .cancelled ? .cancelled : kind, originalStartMilliseconds: nil,
      appointment: nil, master: master, ownFields: [], snapshot: snapshot)
  }

  /// - Parameter occurrence: Where it starts, if that is known.
  func entry(
    _ override: InstanceOverride, _ kind: AgendaEntry.Kind, at occurrence: Occurrence? = nil
  ) -> AgendaEntry {
    let original = override.original
    let slot = TimeSpan(
      startMilliseconds: original.startMilliseconds, durationSeconds: original.durationSeconds)
    let span = override.ownTimes() ?? slot
    return entry(
      override.appointment, at: occurrence ?? zone.occurrence(atMilliseconds: span.startMilliseconds),
      lasting: span.durationSeconds, nominalDays: nominalDays(of: override, lasting: span.durationSeconds),
      kind,
      original: span.startMilliseconds == slot.startMilliseconds ? nil : slot.startMilliseconds,
      own: master.map { override.ownFieldNames(beside: $0) } ?? [])
  }

  func entry(detached event: Appointment) -> AgendaEntry? {
    guard let start = event.startTime?.milliseconds else { return nil }
    return entry(
      event, at: zone.occurrence(atMilliseconds: start),
      lasting: event.durationSeconds ?? series.durationSeconds, .detached, original: nil, own: [])
  }

  private func entry(
    _ event: Appointment, at occurrence: Occurrence, lasting durationSeconds: Int, nominalDays: Int = 0,
    _ kind: AgendaEntry.Kind, original: Int?, own: [String]
  ) -> AgendaEntry {
    AgendaEntry(
      kind: (event.appointmentStatus ?? master?.appointmentStatus) == .cancelled ? .cancelled : kind,
      originalStartMilliseconds: original, appointment: event, master: master, ownFields: own,
      snapshot: OccurrenceSnapshot(
        occurrence, durationSeconds: durationSeconds, nominalDays: nominalDays,
        identity: .fixed(planned(event.id)), zone: zone))
  }

  /// What an override's own length has of them, or the series'.
  private func nominalDays(of override: InstanceOverride, lasting durationSeconds: Int) -> Int {
    override.appointment.nominalLength?.days
      ?? (override.ownDuration == nil ? series.nominalDays(lasting: durationSeconds) : 0)
  }

  /// The id of an instance of a series whose own id the server has yet to choose.
  private func planned(_ text: String) -> PlannedID {
    guard case .answered(let step, let suffix) = id, text.hasPrefix(series.masterID) else {
      return .known(text)
    }
    return .answered(step: step, suffix: suffix + text.dropFirst(series.masterID.count))
  }
}
