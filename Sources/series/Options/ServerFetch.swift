#if Client
  internal import AppointmentClient
  internal import Recurrence
  internal import SchedulingCore
  internal import SeriesReport
  internal import SystemPackage

  #if canImport(FoundationEssentials)
    internal import FoundationEssentials
  #else
    internal import Foundation
  #endif

  /// Reads what a preview needs from the server, into the files of a folder.
  struct ServerFetch {
    /// The files that were written.
    struct Files {
      var event = ""
      var overrides: String?
      var calendar: String?
      var schedule: String?
      var busy: [String] = []

      /// What makes use of them.
      var options: [String] {
        ["--event \(event)"] + [overrides.map { "--overrides \($0)" }].compactMap(\.self)
          // What is taken says nothing without a calendar.
          + (calendar.map { ["--calendar \($0)"] + busy.map { "--busy \($0)" } } ?? [])
          + (calendar == nil ? [] : [schedule.map { "--schedule \($0)" }].compactMap(\.self))
      }
    }

    let client: AppointmentClient
    let folder: String
    let scope: FetchScope

    private var version: APIVersion { scope.apiVersion.version }

    /// - Parameter id: An event's, or an instance's, of which the series' master is fetched.
    func run(_ id: String) async throws -> Files {
      var event = try await read { () async throws(AppointmentClientError) in
        try await client.event(id, version: version)
      }
      if event.value.isInstance {
        let master = event.value.seriesID
        event = try await read { () async throws(AppointmentClientError) in
          try await client.event(master, version: version)
        }
      }
      try makeFolder()
      var files = Files()
      files.event = try write(event.json, "event.json")
      try await fetchLists(of: event.value, &files)
      try await fetchCalendar(of: event.value, &files)
      return files
    }

    /// What takes place beside the event.
    private func fetchLists(of event: Appointment, _ files: inout Files) async throws {
      guard let location = scope.location ?? event.json["locationId"]?.stringValue, !location.isEmpty,
        let calendar = event.calendarID, let range = try window(of: event)
      else {
        warn("The event names no location, no calendar or no start: what is booked beside it is not fetched.")
        return
      }
      func query(_ owner: EventQuery.Owner) -> EventQuery {
        EventQuery(locationID: location, owner: owner, range: range)
      }
      let events = try await read { () async throws(AppointmentClientError) in
        try await client.events(query(.calendar(calendar)), version: version)
      }
      let path = try write(events.json, "events.json")
      files.overrides = path
      files.busy = [path]
      files.busy +=
        try await optional("blocked.json") { () async throws(AppointmentClientError) in
          try await client.blockedSlots(query(.calendar(calendar)), version: version).json
        }.map { [$0] } ?? []
      guard let user = event.assignedUserID, !user.isEmpty else { return }
      files.busy +=
        try await optional("user.json") { () async throws(AppointmentClientError) in
          try await client.events(query(.user(user)), version: version).json
        }.map { [$0] } ?? []
    }

    /// The calendar and its schedule.
    private func fetchCalendar(of event: Appointment, _ files: inout Files) async throws {
      guard let id = event.calendarID else { return }
      files.calendar = try await optional("calendar.json") { () async throws(AppointmentClientError) in
        try await client.calendar(id, version: version).json
      }
      files.schedule = try await optional("schedule.json") { () async throws(AppointmentClientError) in
        try await client.schedules(ofCalendar: id).json
      }
    }

    private func window(of event: Appointment) throws -> Range<Int>? {
      guard let start = scope.from?.instant(in: .utc) ?? event.startTime?.milliseconds else { return nil }
      let end = scope.to?.instant(in: .utc) ?? start + 366 * 86_400_000
      guard start < end else { throw CommandFailure(.usage, "The window ends before it begins.") }
      return start..<end
    }

    /// Writes what the server has; a warning says what it has not.
    private func optional(
      _ name: String, _ fetch: () async throws(AppointmentClientError) -> [UInt8]
    ) async throws -> String? {
      let bytes: [UInt8]
      do throws(AppointmentClientError) {
        bytes = try await fetch()
      } catch {
        guard [.notFound, .forbidden, .badRequest, .unprocessable].contains(error.code) else {
          throw CommandFailure(error.exitStatus, error.description)
        }
        warn("\(name) is left out: \(error.description)")
        return nil
      }
      return try write(bytes, name)
    }

    private func read<Value>(
      _ fetch: () async throws(AppointmentClientError) -> Fetched<Value>
    ) async throws -> Fetched<Value> {
      do throws(AppointmentClientError) {
        return try await fetch()
      } catch {
        throw CommandFailure(error.exitStatus, error.description)
      }
    }

    private func makeFolder() throws {
      do {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      } catch {
        throw CommandFailure(.unavailable, "The folder \(folder) can't be made.")
      }
    }

    private func write(_ bytes: [UInt8], _ name: String) throws -> String {
      let path = FilePath(folder).appending(name).string
      try OutputFile.write(bytes, to: path)
      return path
    }

    private func warn(_ text: String) {
      guard !OutputChoice.current.isQuiet else { return }
      StandardError.write("\(TextStyle.forStandardError().warning("warning:")) \(text.printable)\n")
    }
  }
#endif
