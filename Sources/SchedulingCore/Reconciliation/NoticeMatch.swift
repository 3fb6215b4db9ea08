/// A place in a known series that a notice speaks of, and what is new in the notice.
public struct NoticeMatch: Hashable, Sendable {
  /// What the notice speaks of.
  public enum Subject: Hashable, Sendable {
    /// The master, and with it the whole series.
    case master
    /// An occurrence, by its slot in the series.
    case occurrence(InstanceID, InstanceLocation.Place)
    /// An instance of the series that the stored series does not have; the absence says why, and what is near.
    case missing(InstanceID, InstanceLocation.Absence)
  }

  /// What tied the notice to it.
  public enum Basis: String, CaseIterable, Hashable, Codable, Sendable {
    /// The id is the master's, an instance's of it, or that of an override.
    case id
    /// The notice names the master, and the slot by its start.
    case masterID
    /// The notice's start is a slot of the series.
    case slot
    /// The notice's times are those that an override has of its own.
    case ownTime
  }

  /// How the stored copy stands to the notice.
  public enum StoredCopy: String, CaseIterable, Hashable, Codable, Sendable {
    /// It says what the notice says.
    case current
    /// The notice tells what it does not have: read the appointment again.
    case stale
    /// It is newer than the notice, by `dateUpdated`: the notice came late.
    case newer
  }

  /// The id of the series' master.
  public let masterID: String
  /// What the notice speaks of.
  public let subject: Subject
  /// What tied the notice to it.
  public let basis: Basis
  /// What the stored copy says and what the notice says; empty where they agree, or where there is no stored copy.
  public let changes: [AppointmentPrediction.Difference]
  /// Whether the notice says that it was deleted.
  public let isDeleted: Bool
  /// How the stored copy stands to the notice.
  public let storedCopy: StoredCopy
}
