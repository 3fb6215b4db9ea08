internal import Recurrence

/// Checks a draft of an update; what passes is a `ValidatedUpdate`.
enum UpdateValidator {
  /// Checks everything that can be known without asking the server.
  ///
  /// Where only one of start and end is given, the other is computed from the appointment's duration, or
  /// taken over, and sent too: what the server would make of a lone one is not documented.
  ///
  /// - Throws: A failure with all findings where one is an error, promoted warnings included.
  static func validate(_ draft: UpdateDraft) throws(ValidationFailure) -> ValidatedUpdate {
    var findings = draft.findings + draft.decision.diagnostics
    if draft.edit.isEmpty, !draft.isCancellation {
      findings.append(
        Diagnostic(
          .warning, .emptyEdit, "The edit names nothing to change.",
          remedy: "Give the fields that should change."))
    }
    findings += flagFindings(draft)
    findings += ruleFindings(draft)
    let times = TimeCheck(draft)
    findings += times.findings
    findings += statusFindings(draft)
    findings += LocationCheck.findings(edit: draft.edit, event: draft.event)
    if draft.edit.toNotify == nil {
      findings.append(
        Diagnostic(
          .note, .automationsRun, "toNotify is absent, so automations run and people may be notified.",
          field: "toNotify", remedy: "Give toNotify: false where nobody should hear of it."))
    }
    let promoted = findings.map(draft.promotion.applied(to:))
    if let failure = ValidationFailure(promoted) { throw failure }

    var edit = draft.edit
    edit.startTime = times.startTime
    edit.endTime = times.endTime
    return ValidatedUpdate(
      decision: draft.decision, edit: edit, version: draft.version, diagnostics: promoted,
      request: .update(.known(draft.decision.requestID), body: edit.body, version: draft.version),
      prediction: AppointmentPrediction(edit: edit, draft: draft, times: times))
  }

  private static func flagFindings(_ draft: UpdateDraft) -> [Diagnostic] {
    let flags = ValidationFlags(draft.edit)
    var findings = draft.localFindings.map { finding in
      // A flag that switches the server's check off also takes the sting out of the local one.
      finding.severity == .error ? finding.with(severity: flags.localSeverity) : finding
    }
    if draft.edit.changesRule, !flags.ignoreFreeSlotValidation {
      findings.append(
        Diagnostic(
          .error, .ruleWithoutIgnoreFreeSlotValidation,
          "The server drops rrule unless ignoreFreeSlotValidation is true.", field: "rrule",
          remedy: "Add ignoreFreeSlotValidation: true; the time is then checked here only."))
    }
    if flags.ignoreFreeSlotValidation, draft.edit.ignoreDateRange == true {
      findings.append(
        Diagnostic(
          .note, .redundantIgnoreDateRange,
          "ignoreDateRange adds nothing to ignoreFreeSlotValidation: true.", field: "ignoreDateRange",
          remedy: "Leave it out."))
    }
    let unchecked = flags.localChecks.subtracting(flags.serverChecks).subtracting(draft.locallyChecked)
    if !unchecked.isEmpty {
      let names = unchecked.sorted().map(\.rawValue).joined(separator: ", ")
      findings.append(
        Diagnostic(
          .warning, .uncheckedByServer,
          "With ignoreFreeSlotValidation the server does not check \(names), and nothing here did.",
          field: "ignoreFreeSlotValidation",
          remedy: "Make sure that the times are free, or leave the flag out where no rule is sent."))
    }
    return findings
  }

  private static func ruleFindings(_ draft: UpdateDraft) -> [Diagnostic] {
    guard case .replace(let rule) = draft.edit.rule else { return [] }
    do throws(ValidationFailure) {
      var findings = rule.warnings.map { Diagnostic($0) }
      let given = try rule.recurrence()
      if given.rules.isEmpty, given.additions.isEmpty || draft.hasRule {
        findings.append(
          Diagnostic(
            .error, .missingRule, "rrule holds no RRULE, so the series would lose its rule.", field: "rrule",
            remedy: "Give the rule together with its EXDATE and RDATE lines."))
      }
      return findings
    } catch {
      return error.diagnostics
    }
  }

  private static func statusFindings(_ draft: UpdateDraft) -> [Diagnostic] {
    guard let status = draft.edit.appointmentStatus else { return [] }
    let allowed = AppointmentStatus.allowed(in: draft.version)
    guard !allowed.contains(status) else { return [] }
    let field = AppointmentField.appointmentStatus.rawValue
    if AppointmentStatus.allowed(in: .v3).contains(status) {
      return [
        Diagnostic(
          .error, .statusNeedsLaterVersion,
          "Version \(draft.version.rawValue) of the API does not accept the status \(status).", field: field,
          remedy: "Use the version v3, or another status.")
      ]
    }
    let names = allowed.map(\.rawValue).joined(separator: ", ")
    return [
      Diagnostic(
        .error, .unknownStatus, "The API has no status “\(status.rawValue.prefix(40))”.", field: field,
        remedy: "Use one of \(names).")
    ]
  }
}

extension UpdateDraft {
  /// Whether the event has a rule now, not dates alone.
  fileprivate var hasRule: Bool {
    guard case .replace(let former) = formerRule else { return false }
    return (try? former.recurrence())?.rules.isEmpty == false
  }
}
