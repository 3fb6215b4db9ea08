// swift-tools-version: 6.3
import PackageDescription

// Warnings stop the build where CI asks for it; a user's newer compiler only warns.
let strict = Context.environment["SERIES_WARNINGS_AS_ERRORS"] != nil

let settings: [SwiftSetting] =
  [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
  ] + (strict ? [.treatAllWarnings(as: .error)] : [])

// The tests run against optimised code. Optimising those that only call it takes minutes and makes none of them
// faster; expanders and calendars of the tests' own, which look at every day, are the targets without it.
let testSettings = settings + [.unsafeFlags(["-Onone"], .when(configuration: .release))]

extension TargetDependencyCondition {
  /// What only the transport on SwiftNIO needs: without its trait it is neither fetched nor built.
  static var onSwiftNIO: TargetDependencyCondition? { .when(traits: ["AsyncHTTPClient"]) }
}

let package = Package(
  name: "series",
  platforms: [.macOS(.v26)],
  products: [
    .library(name: "SchedulingCore", targets: ["SchedulingCore", "Recurrence"]),
    .library(name: "Recurrence", targets: ["Recurrence"]),
    .library(name: "RecurrenceFoundation", targets: ["RecurrenceFoundation", "Recurrence"]),
    .library(name: "RecurrenceInference", targets: ["RecurrenceInference", "Recurrence"]),
    .library(name: "RecurrenceDescription", targets: ["RecurrenceDescription", "Recurrence"]),
    .library(name: "AppointmentClient", targets: ["AppointmentClient"]),
    .library(
      name: "SchedulingCalendar", targets: ["SchedulingCalendar", "SchedulingCore", "Recurrence"]),
    .library(name: "SeriesReport", targets: ["SeriesReport", "SchedulingCore", "Recurrence"]),
    .executable(name: "series", targets: ["series"]),
  ],
  traits: [
    .default(enabledTraits: ["AsyncHTTPClient"]),
    .trait(name: "Client", description: "The command's part that talks to a server: update, resume, fetch."),
    .trait(
      name: "AsyncHTTPClient",
      description: "A client that sends through AsyncHTTPClient, and so SwiftNIO, in place of URLSession.",
      enabledTraits: ["Client"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-distributed-tracing", from: "1.7.3"),
    .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    .package(url: "https://github.com/apple/swift-metrics", from: "2.13.0"),
    .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
    .package(url: "https://github.com/apple/swift-nio-extras", from: "1.35.2"),
    .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
    .package(url: "https://github.com/apple/swift-system", from: "1.8.1"),
    .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
    .package(url: "https://github.com/swhitty/FlyingFox", from: "0.27.1"),
  ],
  targets: [
    .systemLibrary(
      name: "CLibical", pkgConfig: "libical",
      providers: [.apt(["libical-dev"]), .brew(["libical"])]),
    // libical's own calendars are ICU's, which libical-dev brings along.
    .systemLibrary(
      name: "CICU", pkgConfig: "icu-i18n", providers: [.apt(["libicu-dev"]), .brew(["icu4c"])]),
    .target(name: "CCalendar", dependencies: ["CICU"]),
    .target(name: "Recurrence", dependencies: ["CCalendar", "CLibical"], swiftSettings: settings),
    .target(name: "RecurrenceFoundation", dependencies: ["Recurrence"], swiftSettings: settings),
    .target(name: "RecurrenceDescription", dependencies: ["Recurrence"], swiftSettings: settings),
    .target(name: "RecurrenceInference", dependencies: ["Recurrence"], swiftSettings: settings),
    .target(name: "SchedulingCore", dependencies: ["Recurrence"], swiftSettings: settings),
    .target(
      name: "SchedulingCalendar", dependencies: ["Recurrence", "SchedulingCore"], swiftSettings: settings),
    .target(
      name: "AppointmentClient",
      dependencies: [
        "Recurrence", "SchedulingCore",
        .product(name: "HTTPTypes", package: "swift-http-types"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "Metrics", package: "swift-metrics"),
        .product(name: "SystemPackage", package: "swift-system"),
        .product(name: "Tracing", package: "swift-distributed-tracing"),
        .product(name: "AsyncHTTPClient", package: "async-http-client", condition: .onSwiftNIO),
        .product(name: "NIOCore", package: "swift-nio", condition: .onSwiftNIO),
        .product(name: "NIOHTTP1", package: "swift-nio", condition: .onSwiftNIO),
        .product(name: "NIOHTTPCompression", package: "swift-nio-extras", condition: .onSwiftNIO),
        .product(name: "NIOPosix", package: "swift-nio", condition: .onSwiftNIO),
        .product(name: "NIOSSL", package: "swift-nio-ssl", condition: .onSwiftNIO),
      ], swiftSettings: settings),
    .target(
      name: "SeriesReport", dependencies: ["Recurrence", "RecurrenceDescription", "SchedulingCore"],
      swiftSettings: settings),
    .executableTarget(
      name: "series",
      dependencies: [
        "Recurrence", "RecurrenceDescription", "RecurrenceInference", "SchedulingCore", "SchedulingCalendar",
        "SeriesReport", .target(name: "AppointmentClient", condition: .when(traits: ["Client"])),
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "SystemPackage", package: "swift-system"),
      ], swiftSettings: settings),
    .target(
      name: "RuleSamples", dependencies: ["Recurrence"], path: "Tests/RuleSamples", swiftSettings: settings),
    .target(
      name: "FuzzTargets",
      dependencies: ["Recurrence", "RecurrenceInference", "SchedulingCalendar", "SchedulingCore"],
      path: "Tests/FuzzTargets", swiftSettings: settings),
    .testTarget(
      name: "RecurrenceTests", dependencies: ["CLibical", "Recurrence", "RuleSamples"],
      swiftSettings: settings),
    .testTarget(
      name: "RecurrenceFoundationTests", dependencies: ["Recurrence", "RecurrenceFoundation"],
      swiftSettings: testSettings),
    .testTarget(
      name: "RecurrenceInferenceTests",
      dependencies: ["Recurrence", "RecurrenceInference", "RuleSamples"], swiftSettings: testSettings),
    .testTarget(
      name: "RecurrenceDescriptionTests",
      dependencies: ["Recurrence", "RecurrenceDescription", "RuleSamples"], swiftSettings: testSettings),
    .testTarget(
      name: "SchedulingCoreTests", dependencies: ["Recurrence", "RuleSamples", "SchedulingCore"],
      swiftSettings: settings),
    .testTarget(
      name: "SchedulingCalendarTests",
      dependencies: ["FuzzTargets", "Recurrence", "RuleSamples", "SchedulingCore", "SchedulingCalendar"],
      swiftSettings: testSettings),
    .target(name: "LoopbackServer", path: "Tests/LoopbackServer", swiftSettings: testSettings),
    .testTarget(
      name: "AppointmentClientTests",
      dependencies: [
        "Recurrence", "SchedulingCore", "AppointmentClient", "LoopbackServer",
        .product(name: "HTTPTypes", package: "swift-http-types"),
        .product(name: "InMemoryTracing", package: "swift-distributed-tracing"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "Metrics", package: "swift-metrics"),
        .product(name: "MetricsTestKit", package: "swift-metrics"),
        .product(name: "NIOCore", package: "swift-nio", condition: .onSwiftNIO),
        .product(name: "NIOPosix", package: "swift-nio", condition: .onSwiftNIO),
        .product(name: "NIOSSL", package: "swift-nio-ssl", condition: .onSwiftNIO),
        .product(name: "Tracing", package: "swift-distributed-tracing"),
        .product(name: "FlyingFox", package: "FlyingFox"),
        .product(name: "FlyingSocks", package: "FlyingFox"),
      ], swiftSettings: testSettings),
    .testTarget(
      name: "SeriesTests",
      dependencies: ["series", "Recurrence", "SchedulingCore", "SeriesReport", "LoopbackServer"],
      swiftSettings: testSettings),
  ],
  swiftLanguageModes: [.v6]
)
