extension Workload {
  /// Every workload, in the order it is shown in.
  public static let all: [Workload] = expansions + endToEnd + windows + overlaps + previews + moves + availability
    + threads

  /// How many threads share a plan.
  public static let threadCount = 8

  private static let zones = ["America/New_York", "UTC"]

  /// Expansions of one rule, consumed as epoch milliseconds.
  public static let expansions: [Workload] = [
    ("FREQ=DAILY", 2000),
    ("FREQ=WEEKLY;BYDAY=MO,WE,FR", 2000),
    ("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", 2000),
    ("FREQ=MONTHLY;BYDAY=2TU", 2000),
    ("FREQ=MONTHLY;BYMONTHDAY=-1", 2000),
    ("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", 2000),
    ("FREQ=YEARLY;BYMONTH=11;BYDAY=4TH", 200),
    ("FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO", 200),
    ("FREQ=HOURLY;INTERVAL=6", 2000),
  ].flatMap { rule, count in
    zones.map { Workload(.expansion, rule: rule, zone: $0, count: count) }
  }

  private static let endToEnd = [
    (Kind.cold, "end to end, cold"), (.spelled, "end to end, cold, new spelling"),
    (.seen, "end to end, seen"),
  ].map { kind, name in
    Workload(
      kind, name, rule: "FREQ=WEEKLY;BYDAY=MO,WE,FR", zone: zones[0], count: 10)
  }

  /// Seven days from 2026-11-23T00:00:00Z, in epoch milliseconds: far from every start.
  public static let farWindow = 1_795_392_000_000..<1_795_996_800_000

  /// The same days on the zone's clocks, of series begun on 2000-01-03.
  private static let windows = ["DAILY", "WEEKLY"].flatMap { frequency in
    zones.map { zone in
      let shift = zone == "UTC" ? 0 : 5 * 3_600_000
      return Workload(
        .window, "far window, \(frequency)", rule: "FREQ=\(frequency)", zone: zone, start: [2000, 1, 3, 9],
        window: farWindow.lowerBound + shift..<farWindow.upperBound + shift)
    }
  }

  /// A pair that meets soon, one that never does, and two that a proof has to walk through.
  static let overlapNames = [
    "overlap, endless", "overlap, endless, never", "overlap, endless, two zones",
    "overlap, endless, rare steps",
  ]

  private static let overlaps = zip(
    overlapNames,
    [
      "FREQ=WEEKLY;BYDAY=MO,WE,FR", "FREQ=MONTHLY;BYDAY=2TU", "FREQ=MONTHLY;BYMONTHDAY=13;BYDAY=FR;BYHOUR=23",
      "FREQ=SECONDLY;INTERVAL=65537;BYMINUTE=7,52,54;BYSECOND=25;BYMONTHDAY=4,8,12,31,-7,-9",
    ]
  ).map { name, rule in Workload(.overlap, name, rule: rule, zone: zones[0]) }

  /// Some exclusions and edited instances; then as many of both as there are days in 27 years.
  static let previewNames = [
    "split, 500 days", "split, 10,000 days",
    "split, 10,000 EXDATEs and overrides",
  ]

  private static let previews = zip(previewNames, [500, 10_000, 20_000]).map { name, count in
    Workload(.preview, name, rule: "FREQ=DAILY", zone: zones[0], count: count)
  }

  /// Every occurrence of a series moved, and the JSON of such a preview.
  static let moveNames = [
    "move, 500 occurrences", "move, 10,000 occurrences", "JSON of a preview, 500 occurrences",
  ]

  private static let moves = zip(moveNames, [500, 10_000, 500]).map { name, count in
    Workload(.preview, name, rule: "FREQ=DAILY", zone: zones[0], count: count)
  }

  /// Checks of weeks, common hours, slots, series against series, and many busy intervals.
  static let availabilityNames = [
    "check of a year of weeks, 100,000 busy", "check of 1,000 years of weeks, 100,000 busy",
    "intersection of 400 ranges", "intersection of 2,000 ranges", "slots of a month, 10,000 busy",
    "daily against 50 weekly, endless", "load of 1,000,000 busy", "query of 1,000,000 busy",
  ]

  private static let availability = availabilityNames.map {
    Workload(.availability, $0, rule: "FREQ=WEEKLY", zone: zones[0], count: 52)
  }

  private static let threads = [
    Workload(
      .threads, "\(threadCount) threads", rule: "FREQ=WEEKLY;BYDAY=MO,WE,FR", zone: zones[0], count: 2000)
  ]
}
