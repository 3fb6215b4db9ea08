public import SchedulingCore

extension AppointmentClient {
  /// Reads an appointment, or an instance of a series, as the server has it now.
  ///
  /// - Parameter id: An event's id, or an instance's.
  public func appointment(
    _ id: String, version: APIVersion = .v2021_04_15
  ) async throws(AppointmentClientError) -> Appointment {
    do throws(AppointmentClientError) {
      return try await read(PlannedRequest.appointmentPath(id), version: version)
    } catch {
      throw error.ofReading
    }
  }

  /// What reading tells of a request whose answer was lost.
  enum Finding {
    case applied(Appointment)
    case notApplied
    case undecided(evidence: String)
  }

  /// Reads what a request should have changed.
  ///
  /// - Parameter origin: What the appointment is where the request was not applied.
  func find(
    _ request: ValidatedRequest, before origin: AppointmentPrediction?, version: APIVersion
  ) async -> Finding {
    guard case .update(.known(let id)) = request.request.operation else {
      return .undecided(evidence: "What it creates has an id that only the lost answer held.")
    }
    do throws(AppointmentClientError) {
      return Self.finding(try await appointment(id, version: version), request.prediction, origin)
    } catch {
      // An instance that starts at another time has another id.
      if error.code == .notFound, let moved = request.prediction.instanceID(after: id),
        let appointment = try? await appointment(moved, version: version),
        case .applied = Self.finding(appointment, request.prediction, origin)
      {
        return .applied(appointment)
      }
      return .undecided(evidence: "\(id) can't be read: \(error.message)")
    }
  }

  private static func finding(
    _ appointment: Appointment, _ prediction: AppointmentPrediction, _ origin: AppointmentPrediction?
  ) -> Finding {
    let missing = prediction.differences(from: appointment)
    let changed = origin?.differences(from: appointment) ?? []
    let silent = prediction.unconfirmed(by: appointment)
    switch (missing.isEmpty, changed.isEmpty) {
    case (true, false): return .applied(appointment)
    case (true, true) where silent.isEmpty: return .applied(appointment)
    case (false, true) where origin != nil: return .notApplied
    case (true, true):
      return .undecided(
        evidence: "\(appointment.id) says nothing of \(silent.joined(separator: ", ")), which would tell.")
    case (false, _):
      let seen = missing.map { "\($0.field) is \($0.actual) instead of \($0.expected)" }
      return .undecided(
        evidence: "\(appointment.id) is neither as before nor as predicted: \(seen.joined(separator: "; ")).")
    }
  }
}

extension AppointmentPrediction {
  /// The id that an instance has once it starts and lasts as predicted; `nil` where that is the same, or not known.
  fileprivate func instanceID(after id: String) -> String? {
    guard let former = try? InstanceID(parsing: id), let startTime, let endTime,
      let moved = try? InstanceID(
        masterID: former.masterID, startMilliseconds: startTime.milliseconds,
        durationSeconds: (endTime.milliseconds - startTime.milliseconds) / 1000), moved != former
    else { return nil }
    return moved.description
  }
}

extension Appointment {
  /// What somebody has changed since; empty where nothing has.
  func staleness(comparedWith now: Appointment) -> [AppointmentPrediction.Difference] {
    if let then = json["dateUpdated"]?.stringValue, let current = now.json["dateUpdated"]?.stringValue {
      let isSame =
        (try? OffsetDateTime(parsing: then)).flatMap { then in
          (try? OffsetDateTime(parsing: current)).map { $0.milliseconds == then.milliseconds }
        } ?? (then == current)
      return isSame
        ? [] : [AppointmentPrediction.Difference(field: "dateUpdated", expected: then, actual: current)]
    }
    return AppointmentPrediction(describing: self).differences(from: now)
  }
}
