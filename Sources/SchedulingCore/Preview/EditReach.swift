/// What an edit is addressed to, how far it reaches, and what moves with it.
public struct EditReach: Hashable, Sendable {
  /// The id that was given: an event's, a master's or an instance's; the event's own where `nil`.
  public var id: EventReference?
  /// Further occurrences that a cancellation reaches alone, like the one that `id` names.
  public var others: [InstanceID]
  /// By default an instance's id means that instance, and a master's the whole series.
  public var scope: EditScope?
  /// An edit of the whole series leaves alone what starts before this instant, in epoch milliseconds.
  public var keepingBefore: Int?
  /// What a new date moves, where no rule is given with it.
  public var move: MovePolicy
  /// What becomes of instances that were edited on their own.
  public var overridden: OverridePolicy

  /// By default the event that is given, as far as its id says.
  public init(
    id: EventReference? = nil, others: [InstanceID] = [], scope: EditScope? = nil, keepingBefore: Int? = nil,
    move: MovePolicy = .all, overridden: OverridePolicy = .keep
  ) {
    self.id = id
    self.others = others
    self.scope = scope
    self.keepingBefore = keepingBefore
    self.move = move
    self.overridden = overridden
  }
}
