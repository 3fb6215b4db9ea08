// A recurrence's own codes keep their names (`RecurrenceError.Code`, `RecurrenceWarning.Code`).

/// Reading JSON.
extension Diagnostic.Code {
  /// The text is not JSON.
  public static let invalidJSON = Self(rawValue: "invalidJSON")
  /// JSON nested beyond the limit.
  public static let nestingTooDeep = Self(rawValue: "nestingTooDeep")
  /// JSON with more values than any event has.
  public static let tooManyValues = Self(rawValue: "tooManyValues")
  /// A key stands twice in one object.
  public static let duplicateKey = Self(rawValue: "duplicateKey")
  /// The document is JSON, but not an object.
  public static let notAnObject = Self(rawValue: "notAnObject")
  /// A value has another type than its field.
  public static let wrongType = Self(rawValue: "wrongType")
  /// A field that is needed is absent.
  public static let missingField = Self(rawValue: "missingField")
  /// A field the endpoint does not document; it is kept and sent.
  public static let unknownField = Self(rawValue: "unknownField")
  /// A field that names something is an empty string.
  public static let emptyValue = Self(rawValue: "emptyValue")
}

/// Ids, times and durations.
extension Diagnostic.Code {
  /// An id that is empty or can't stand in a path.
  public static let invalidEventID = Self(rawValue: "invalidEventID")
  /// An instance id is needed, and the id given is none.
  public static let notAnInstanceID = Self(rawValue: "notAnInstanceID")
  /// An instance id whose start looks like seconds instead of milliseconds.
  public static let startLooksLikeSeconds = Self(rawValue: "startLooksLikeSeconds")
  /// A number of an instance id with a sign, a leading zero or another character.
  public static let digitsNotCanonical = Self(rawValue: "digitsNotCanonical")
  /// An instance id whose start lies outside years 1 to 9999.
  public static let startOutOfRange = Self(rawValue: "startOutOfRange")
  /// A duration is not positive, or too large to be counted.
  public static let durationOutOfRange = Self(rawValue: "durationOutOfRange")
  /// A duration in none of the known forms.
  public static let invalidDuration = Self(rawValue: "invalidDuration")
  /// A text that is no date and time.
  public static let invalidTime = Self(rawValue: "invalidTime")
  /// A time without an offset, which is no instant.
  public static let timeWithoutOffset = Self(rawValue: "timeWithoutOffset")
}

/// Choosing the target.
extension Diagnostic.Code {
  /// The id and the event given belong to different series.
  public static let idDisagreesWithEvent = Self(rawValue: "idDisagreesWithEvent")
  /// An instance id, or a named occurrence, of an event that does not recur.
  public static let eventNotRecurring = Self(rawValue: "eventNotRecurring")
  /// One occurrence is meant, but none is named.
  public static let occurrenceRequired = Self(rawValue: "occurrenceRequired")
  /// The id and the named occurrence are two different occurrences.
  public static let occurrenceDisagrees = Self(rawValue: "occurrenceDisagrees")
  /// A rule was given for a single instance.
  public static let ruleOnInstance = Self(rawValue: "ruleOnInstance")
  /// Whether the occurrence is the first is not known.
  public static let firstOccurrenceUnknown = Self(rawValue: "firstOccurrenceUnknown")
  /// A rule is removed from an event that has none.
  public static let noRuleToRemove = Self(rawValue: "noRuleToRemove")
}

/// Checking an update.
extension Diagnostic.Code {
  /// A recurrence text without a rule.
  public static let missingRule = Self(rawValue: "missingRule")
  /// A rule without the flag that makes the server apply it.
  public static let ruleWithoutIgnoreFreeSlotValidation = Self(
    rawValue: "ruleWithoutIgnoreFreeSlotValidation")
  /// `ignoreDateRange` beside the flag that implies it.
  public static let redundantIgnoreDateRange = Self(rawValue: "redundantIgnoreDateRange")
  /// The server checks nothing of this update and no calendar was given to check it with.
  public static let uncheckedByServer = Self(rawValue: "uncheckedByServer")
  /// A status the API does not have.
  public static let unknownStatus = Self(rawValue: "unknownStatus")
  /// A status that only a later version of the API accepts.
  public static let statusNeedsLaterVersion = Self(rawValue: "statusNeedsLaterVersion")
  /// The end is the start or before it.
  public static let endNotAfterStart = Self(rawValue: "endNotAfterStart")
  /// The end was computed from the duration.
  public static let endTimeComputed = Self(rawValue: "endTimeComputed")
  /// The start was taken from the event, since only the end was given.
  public static let startTimeComputed = Self(rawValue: "startTimeComputed")
  /// Only one of start and end is given and the event does not say what the other is.
  public static let durationUnknown = Self(rawValue: "durationUnknown")
  /// A duration with a fraction of a second, which instance ids can't hold.
  public static let durationNotWholeSeconds = Self(rawValue: "durationNotWholeSeconds")
  /// `toNotify` is absent: automations run.
  public static let automationsRun = Self(rawValue: "automationsRun")
  /// The edit names nothing to change.
  public static let emptyEdit = Self(rawValue: "emptyEdit")
  /// A meeting location type the API does not have.
  public static let unknownLocationType = Self(rawValue: "unknownLocationType")
  /// With an address and no type the server takes `custom`.
  public static let locationTypeDefaultsToCustom = Self(rawValue: "locationTypeDefaultsToCustom")
  /// An address beside a type that makes its own.
  public static let addressWithOtherLocationType = Self(rawValue: "addressWithOtherLocationType")
  /// The type is `custom`, but no address is known.
  public static let customLocationWithoutAddress = Self(rawValue: "customLocationWithoutAddress")
  /// What the server takes for an absent `overrideLocationConfig`.
  public static let overrideLocationConfigDefaults = Self(rawValue: "overrideLocationConfigDefaults")
  /// Id and type of a location without saying which of them counts.
  public static let overrideLocationConfigUnstated = Self(rawValue: "overrideLocationConfigUnstated")
  /// A location id together with an override of the configuration it names.
  public static let overrideWithLocationID = Self(rawValue: "overrideWithLocationID")
  /// A location type that the absent override leaves without effect.
  public static let locationTypeWithoutOverride = Self(rawValue: "locationTypeWithoutOverride")
  /// `overrideLocationConfig` without a location.
  public static let overrideWithoutLocation = Self(rawValue: "overrideWithoutLocation")
}
