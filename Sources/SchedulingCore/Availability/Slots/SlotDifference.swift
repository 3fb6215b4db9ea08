/// A slot that only the service offers, or that is free only by what is known here.
public struct SlotDifference: Hashable, Sendable {
  /// A rule that makes the difference, or may do so.
  public enum Explanation: Hashable, Sendable {
    /// Slots are as the service has them where this is assumed of closings.
    case closing(SlotAssumptions.Closing)
    /// Slots are as the service has them where this is assumed of buffers.
    case buffers(SlotAssumptions.Buffers)
    /// The booking widget hides so many of 100 free slots.
    case hidden(percentage: Int)
    /// The time it was is not given: the past, the notice and the range may take it away.
    case timeUnknown
    /// What was taken is not given.
    case busyUnknown
    /// Something that no file tells of takes the slot.
    case takenUnknown
  }

  /// Its start.
  public let start: OffsetDateTime
  /// Whether the service offers it.
  public let isOffered: Bool
  /// Why it is not free by what is known; none where it is free.
  public let reasons: [AvailabilityReason]
  /// What else explains it; at least one where there are no reasons.
  public let explanations: [Explanation]
}

extension SlotDifference.Explanation {
  /// What it is called: the option that assumes it, or the service's own name.
  public var name: String {
    switch self {
    case .closing(let closing): "closing=\(closing.rawValue)"
    case .buffers(let buffers): "buffers=\(buffers.rawValue)"
    case .hidden: "LOOKBUSY"
    case .timeUnknown: "now"
    case .busyUnknown, .takenUnknown: "busy"
    }
  }

  /// One sentence.
  public var message: String {
    switch self {
    case .closing(.startsByClosing): "The service lets a slot start at closing time."
    case .closing(.endsByClosing): "The service has slots end by closing time."
    case .buffers(.sum): "The service adds up buffers that meet."
    case .buffers(.longer): "The service keeps the longer of two buffers that meet."
    case .hidden(let percentage):
      "The booking widget hides \(percentage) of 100 free slots to look busy."
    case .timeUnknown: "The time it was is not given: the past, the notice or the range may take it away."
    case .busyUnknown: "What was taken is not given."
    case .takenUnknown: "No rule explains it: something takes it that no file tells of."
    }
  }
}
