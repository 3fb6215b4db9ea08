extension Diagnostic.Code {
  /// No occurrence would be left.
  public static let emptySeries = Self(rawValue: "emptySeries")
  /// The event is said to recur, but its recurrence is not known.
  public static let recurrenceUnknown = Self(rawValue: "recurrenceUnknown")
  /// There are more occurrences than the preview looked at.
  public static let previewTruncated = Self(rawValue: "previewTruncated")
  /// Occurrences have another offset than the master.
  public static let offsetDiffersFromMaster = Self(rawValue: "offsetDiffersFromMaster")
  /// A time was given with another offset than the zone has then.
  public static let offsetDiffersFromZone = Self(rawValue: "offsetDiffersFromZone")
  /// Occurrences start later because the clocks skip their time.
  public static let shiftedByGap = Self(rawValue: "shiftedByGap")
  /// Engines read the rule differently, and the server's reading is unknown.
  public static let readingsDiffer = Self(rawValue: "readingsDiffer")
  /// The occurrence that was named does not come to start when the edit says.
  public static let startNotReached = Self(rawValue: "startNotReached")
  /// The past is to be kept by an edit whose scope is not the whole series.
  public static let keepPastNeedsWhole = Self(rawValue: "keepPastNeedsWhole")
  /// An instance would get the id of another occurrence.
  public static let instanceIDCollides = Self(rawValue: "instanceIDCollides")
  /// An instance would start together with another occurrence.
  public static let instanceCoincides = Self(rawValue: "instanceCoincides")
  /// The recurrence is sent because it moves with the start.
  public static let ruleMovedWithStart = Self(rawValue: "ruleMovedWithStart")
  /// A whole edit changes occurrences that took place before now.
  public static let pastChanged = Self(rawValue: "pastChanged")
  /// EXDATEs that the given rrule does not restate.
  public static let exclusionsDropped = Self(rawValue: "exclusionsDropped")
  /// The event recurs no more.
  public static let recurrenceRemoved = Self(rawValue: "recurrenceRemoved")
  /// An EXDATE removes nothing.
  public static let deadExclusion = Self(rawValue: "deadExclusion")
  /// A flag that the edit did not name and its requests need.
  public static let flagAdded = Self(rawValue: "flagAdded")
}
