/// The two flags that tell the server what not to check, and what that leaves to be checked here.
public struct ValidationFlags: Hashable, Sendable {
  /// What can be checked about an appointment's time.
  public enum Check: String, CaseIterable, Hashable, Comparable, Codable, Sendable {
    /// It stands on a free slot.
    case slots
    /// It keeps the minimum scheduling notice.
    case notice
    /// It lies in the range the calendar can be booked for.
    case range

    /// In the order of `allCases`.
    public static func < (left: Check, right: Check) -> Bool { left.rank < right.rank }

    private var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }
  }

  /// One row of the table: which flags, and who checks what then.
  struct Row: Sendable {
    let ignoreFreeSlotValidation: Bool
    /// `nil` where it makes no difference.
    let ignoreDateRange: Bool?
    let server: Set<Check>
    let local: Set<Check>
    /// How a local check's failure is reported: what the server would refuse is an error.
    let localSeverity: Diagnostic.Severity
  }

  static let rows: [Row] = [
    Row(
      ignoreFreeSlotValidation: false, ignoreDateRange: false, server: [.slots, .notice, .range],
      local: [.slots, .notice, .range], localSeverity: .error),
    Row(
      ignoreFreeSlotValidation: false, ignoreDateRange: true, server: [.slots], local: [.slots],
      localSeverity: .error),
    Row(
      ignoreFreeSlotValidation: true, ignoreDateRange: nil, server: [],
      local: [.slots, .notice, .range], localSeverity: .warning),
  ]

  /// Slots, notice and range are not checked by the server.
  public let ignoreFreeSlotValidation: Bool
  /// Notice and range are not checked by the server.
  public let ignoreDateRange: Bool
  private let row: Row

  /// An absent flag is as good as `false`.
  public init(ignoreFreeSlotValidation: Bool?, ignoreDateRange: Bool?) {
    let slots = ignoreFreeSlotValidation ?? false
    let range = ignoreDateRange ?? false
    self.ignoreFreeSlotValidation = slots
    self.ignoreDateRange = range
    row =
      Self.rows.first {
        $0.ignoreFreeSlotValidation == slots && ($0.ignoreDateRange ?? range) == range
      }
      ?? Row(
        ignoreFreeSlotValidation: slots, ignoreDateRange: range, server: [],
        local: Set(Check.allCases), localSeverity: .error)
  }

  /// The flags of an edit.
  public init(_ edit: AppointmentEdit) {
    self.init(
      ignoreFreeSlotValidation: edit.ignoreFreeSlotValidation, ignoreDateRange: edit.ignoreDateRange)
  }

  /// What the server checks.
  public var serverChecks: Set<Check> { row.server }
  /// What is checked locally.
  public var localChecks: Set<Check> { row.local }
  /// How a failed local check weighs, before any promotion.
  public var localSeverity: Diagnostic.Severity { row.localSeverity }

  /// The same flags are the same, whatever row they were found in.
  public static func == (left: ValidationFlags, right: ValidationFlags) -> Bool {
    left.ignoreFreeSlotValidation == right.ignoreFreeSlotValidation
      && left.ignoreDateRange == right.ignoreDateRange
  }

  /// Hashes the two flags.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(ignoreFreeSlotValidation)
    hasher.combine(ignoreDateRange)
  }
}
