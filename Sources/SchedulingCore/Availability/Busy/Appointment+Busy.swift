extension Appointment {
  /// Whether it takes anyone's time: not where it is cancelled, missed, invalid, deleted or marked as free.
  var takesTime: Bool {
    if let appointmentStatus, [.cancelled, .noshow, .invalid].contains(appointmentStatus) { return false }
    if json["deleted"] == true || json["deleted"]?.stringValue?.lowercased() == "true" { return false }
    let shown = (json["transparency"] ?? json["transp"])?.stringValue?.lowercased()
    return shown != "transparent"
  }

  /// Whose time it takes: an appointment's, or a blocked slot's, which has neither contact nor status, and a calendar
  /// or a user, not both.
  var busyOwner: BusyOwner {
    let hasBoth = holds("assignedUserId") && holds("calendarId")
    return busyOwner(holds("contactId") || holds("appointmentStatus") || hasBoth ? .appointment : .blocked)
  }

  /// Whose time an instance takes; what it does not tell is as in its series.
  func busyOwner(like usual: BusyOwner) -> BusyOwner {
    let own = busyOwner(usual.kind)
    return BusyOwner(
      usual.kind, calendarID: own.calendarID ?? usual.calendarID,
      userIDs: own.userIDs.isEmpty ? usual.userIDs : own.userIDs,
      resourceIDs: own.resourceIDs.isEmpty ? usual.resourceIDs : own.resourceIDs)
  }

  private func busyOwner(_ kind: BusyOwner.Kind) -> BusyOwner {
    let assigned = assignedUserID.flatMap { $0.isEmpty ? nil : $0 }
    let others = strings("users").filter { !$0.isEmpty && $0 != assigned }
    return BusyOwner(
      kind, calendarID: calendarID.flatMap { $0.isEmpty ? nil : $0 },
      userIDs: [assigned].compactMap(\.self) + others, resourceIDs: resourceIDs)
  }

  /// The rooms and the equipment that it uses.
  var resourceIDs: [String] { strings("assignedResources").filter { !$0.isEmpty } }

  private func strings(_ field: String) -> [String] {
    (json[field]?.arrayValue ?? []).compactMap(\.stringValue)
  }

  /// The time it takes; `nil` where it takes none.
  package func busyInterval(owner: BusyOwner) -> BusyInterval? {
    guard takesTime, let startTime, let endTime else { return nil }
    return BusyInterval(
      startMilliseconds: startTime.milliseconds, endMilliseconds: endTime.milliseconds, owner: owner,
      label: BusyInterval.Label(id: id, seriesID: seriesID, title: title ?? ""))
  }
}
