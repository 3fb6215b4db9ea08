@testable import SchedulingCore
import Testing

struct ValidationFlagsTests {
  private static let all: Set<ValidationFlags.Check> = [.slots, .notice, .range]
  private static let off: [Bool?] = [nil, false]

  /// One combination of flags: who checks what, and how much a local finding weighs.
  struct Case: Sendable {
    let slots: Bool?
    let range: Bool?
    let server: Set<ValidationFlags.Check>
    let local: Set<ValidationFlags.Check>
    let severity: Diagnostic.Severity
  }

  static let table: [Case] =
    off.flatMap { slots in
      off.map { Case(slots: slots, range: $0, server: all, local: all, severity: .error) }
    }
    + off.map { Case(slots: $0, range: true, server: [.slots], local: [.slots], severity: .error) }
    + [nil, false, true].map { Case(slots: true, range: $0, server: [], local: all, severity: .warning) }

  @Test("Every row tells who checks what", arguments: table)
  func everyRowTellsWhoChecksWhat(row: Case) {
    let flags = ValidationFlags(ignoreFreeSlotValidation: row.slots, ignoreDateRange: row.range)
    #expect(flags.serverChecks == row.server)
    #expect(flags.localChecks == row.local)
    #expect(flags.localSeverity == row.severity)
  }

  @Test("A validated update reports what its flags leave unchecked", arguments: table)
  func aValidatedUpdateReportsWhatItsFlagsLeave(row: Case) throws {
    var edit = AppointmentEdit()
    edit.title = "x"
    edit.ignoreFreeSlotValidation = row.slots
    edit.ignoreDateRange = row.range
    var draft = try Draft.plain(edit)
    draft.localFindings = [Diagnostic(.error, .init(rawValue: "slotTaken"), "The slot is taken.")]
    let findings = UpdateValidator.findings(draft)
    #expect(findings.first { $0.code.rawValue == "slotTaken" }?.severity == row.severity)
    let unchecked = findings.first { $0.code == .uncheckedByServer }
    #expect((unchecked != nil) == (row.slots == true))
    let redundant = findings.first { $0.code == .redundantIgnoreDateRange }
    #expect(redundant?.severity == (row.slots == true && row.range == true ? .note : nil))
    let passes = (try? UpdateValidator.validate(draft)) != nil
    #expect(passes == (row.severity == .warning))
  }

  @Test(
    "A rule needs the flag that makes the server apply it",
    arguments: [
      (nil as Bool?, true), (false, true), (true, false),
    ])
  func aRuleNeedsTheFlagThatMakesTheServerApplyIt(flag: Bool?, isRefused: Bool) throws {
    for rule in [RuleChange.replace("RRULE:FREQ=DAILY;COUNT=3"), .remove] {
      var edit = AppointmentEdit()
      edit.rule = rule
      edit.ignoreFreeSlotValidation = flag
      let findings = UpdateValidator.findings(try Draft.series(edit))
      let finding = findings.first { $0.code == .ruleWithoutIgnoreFreeSlotValidation }
      #expect(finding?.severity == (isRefused ? .error : nil))
      #expect(finding?.field == (isRefused ? "rrule" : nil))
    }
  }

  @Test("What was checked locally is not called unchecked") func whatWasCheckedLocallyIsNotCalledUnchecked()
    throws
  {
    var edit = AppointmentEdit()
    edit.title = "x"
    edit.ignoreFreeSlotValidation = true
    var draft = try Draft.plain(edit)
    draft.locallyChecked = [.slots, .range]
    let finding = UpdateValidator.findings(draft).first { $0.code == .uncheckedByServer }
    #expect(finding?.message.contains("does not check notice,") == true)
    draft.locallyChecked = Self.all
    #expect(!UpdateValidator.findings(draft).contains { $0.code == .uncheckedByServer })
  }

  @Test(
    "A caller may promote warnings to errors",
    arguments: [
      (WarningPromotion.none, true), (.codes([.emptyEdit]), true), (.codes([.uncheckedByServer]), false),
      (.all, false),
    ])
  func aCallerMayPromoteWarningsToErrors(promotion: WarningPromotion, passes: Bool) throws {
    var edit = AppointmentEdit()
    edit.title = "x"
    edit.ignoreFreeSlotValidation = true
    var draft = try Draft.plain(edit)
    draft.promotion = promotion
    do throws(ValidationFailure) {
      let update = try UpdateValidator.validate(draft)
      #expect(passes)
      #expect(update.diagnostics.contains { $0.code == .uncheckedByServer })
    } catch {
      #expect(!passes)
      #expect(error.errors.map(\.code) == [.uncheckedByServer])
    }
  }

  @Test("Notes are never promoted") func notesAreNeverPromoted() throws {
    var edit = AppointmentEdit()
    edit.title = "x"
    var draft = try Draft.plain(edit)
    draft.promotion = .all
    #expect(try UpdateValidator.validate(draft).diagnostics.map(\.code) == [.automationsRun])
  }
}
