/// A stretch of time that is taken.
public struct BusyInterval: Hashable, Sendable {
  /// Milliseconds since 1970-01-01T00:00:00Z.
  public let startMilliseconds: Int
  /// After the start.
  public let endMilliseconds: Int
  /// Whose time it takes.
  public let owner: BusyOwner
  /// What it is called; all parts may be empty.
  public let label: Label

  /// What names an interval.
  public struct Label: Hashable, Sendable {
    /// The event's id, or an instance's.
    public let id: String
    /// The id of the series' master where it is an instance, else its own.
    public let seriesID: String
    /// The event's title.
    public let title: String

    /// A label; an event that is no instance is its own series.
    public init(id: String = "", seriesID: String? = nil, title: String = "") {
      self.id = id
      self.seriesID = seriesID ?? id
      self.title = title
    }
  }

  /// The same time taken from someone else.
  func with(_ owner: BusyOwner) -> Self {
    BusyInterval(
      startMilliseconds: startMilliseconds, endMilliseconds: endMilliseconds, owner: owner, label: label)
      ?? self
  }

  /// `nil` where it does not end after its start.
  public init?(
    startMilliseconds: Int, endMilliseconds: Int, owner: BusyOwner, label: Label = Label()
  ) {
    guard startMilliseconds < endMilliseconds else { return nil }
    self.startMilliseconds = startMilliseconds
    self.endMilliseconds = endMilliseconds
    self.owner = owner
    self.label = label
  }
}
