/// One instance of a series that was edited on its own.
public struct InstanceOverride: Hashable, Sendable {
  /// The id of the occurrence it stands for: its original start and duration.
  public let original: InstanceID
  /// The instance as it is now.
  public let appointment: Appointment

  /// An override of the occurrence with that id.
  public init(original: InstanceID, appointment: Appointment) {
    self.original = original
    self.appointment = appointment
  }
}
