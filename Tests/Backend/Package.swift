// swift-tools-version: 6.3
import PackageDescription

// Warnings stop the build where CI asks for it.
let strict = Context.environment["SERIES_WARNINGS_AS_ERRORS"] != nil

// A small backend that embeds the libraries by their products alone; a package of its own, so that nobody who uses the
// libraries fetches what it is built on.
let package = Package(
  name: "Backend",
  platforms: [.macOS(.v26)],
  dependencies: [
    .package(name: "series", path: "../.."),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1", traits: []),
    .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
  ],
  targets: [
    .executableTarget(
      name: "Backend",
      dependencies: [
        .product(name: "AppointmentClient", package: "series"),
        .product(name: "Recurrence", package: "series"),
        .product(name: "SchedulingCore", package: "series"),
        .product(name: "GRDB", package: "GRDB.swift"),
        .product(name: "Hummingbird", package: "hummingbird"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
        .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
      ],
      swiftSettings: strict ? [.treatAllWarnings(as: .error)] : [])
  ],
  swiftLanguageModes: [.v6]
)
