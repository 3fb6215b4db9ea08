/// What takes place in a window, by its actual start: the occurrences of series, moved ones where they moved to, and
/// cancelled ones, which say so.
///
/// It is worked out while it is read, so that a series without end has one too.
public struct Agenda: Sequence, Sendable {
  private let parts: [AgendaPart]

  init(_ parts: [AgendaPart]) { self.parts = parts }

  /// Starts from the first entry.
  ///
  /// - Complexity: O(n log n) in the instances that were edited on their own, whatever the length of the series.
  public func makeIterator() -> Iterator { Iterator(parts.map { $0.makeIterator() }) }

  /// Reads on from where it stands; copies go their own ways.
  public struct Iterator: IteratorProtocol {
    private var parts: [(rest: AgendaPart.Iterator, next: AgendaEntry?)]

    fileprivate init(_ parts: [AgendaPart.Iterator]) {
      self.parts = parts.map { part in
        var rest = part
        let next = rest.next()
        return (rest, next)
      }
    }

    /// The next entry; `nil` at the end.
    ///
    /// - Complexity: O(1).
    public mutating func next() -> AgendaEntry? {
      var first: Int?
      for index in parts.indices {
        guard let start = parts[index].next?.startMilliseconds else { continue }
        if let other = first.flatMap({ parts[$0].next?.startMilliseconds }), other <= start { continue }
        first = index
      }
      guard let first else { return nil }
      let entry = parts[first].next
      parts[first].next = parts[first].rest.next()
      return entry
    }
  }
}

extension Series {
  /// What takes place in a window, by its actual start.
  ///
  /// ```swift
  /// for entry in series.agenda(in: week) where entry.takesPlace { print(entry.id, entry.start?.text ?? "") }
  /// ```
  ///
  /// - Parameters:
  ///   - window: Half-open, in epoch milliseconds; everything where `nil`.
  ///   - master: The series' master, which shows what is an instance's own; one that is cancelled cancels what has no
  ///     status of its own.
  ///   - detached: Events of the series that have no occurrence of their own; see `SeriesEvents`.
  /// - Complexity: O(n log n) in the overrides to begin; then O(1) for each entry, whatever the series' length.
  public func agenda(
    in window: Range<Int>? = nil, master: Appointment? = nil, detached: [DetachedInstance] = []
  ) -> Agenda {
    Agenda([
      AgendaPart(
        series: self, id: .known(masterID), master: master, detached: detached.map(\.appointment),
        window: window ?? .all)
    ])
  }
}

extension Range<Int> {
  /// A window that bounds nothing.
  static var all: Range { .min ..< .max }
}
