// swift-tools-version: 6.3
import PackageDescription

// A backend that embeds the libraries as the README says, and uses nothing but their products.
let package = Package(
  name: "Embedding",
  platforms: [.macOS(.v26)],
  // Without the traits: requests go through URLSession, and SwiftNIO is neither fetched nor built.
  dependencies: [.package(name: "series", path: "../..", traits: [])],
  targets: [
    .executableTarget(
      name: "Embedding",
      dependencies: [
        .product(name: "AppointmentClient", package: "series"),
        .product(name: "RecurrenceFoundation", package: "series"),
        .product(name: "SchedulingCore", package: "series"),
        .product(name: "SeriesReport", package: "series"),
      ])
  ],
  swiftLanguageModes: [.v6]
)
