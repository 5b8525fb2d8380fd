// swift-tools-version: 6.2
// The table of targets, and nothing else. A target may depend only on those above it: the order is the layering.
import Foundation
import PackageDescription

let grdb: Target.Dependency = .product(name: "GRDB", package: "GRDB.swift")
let logging: Target.Dependency = .product(name: "Logging", package: "swift-log")
let mustache: Target.Dependency = .product(name: "Mustache", package: "swift-mustache")
let hummingbird: Target.Dependency = .product(name: "Hummingbird", package: "hummingbird")
let http: Target.Dependency = .product(name: "HTTPTypes", package: "swift-http-types")
let engines: [Target.Dependency] = ["Kernel", "Standards", "Threads", "Storage", "Files", "Jobs", "Ledger", "Signing", "Zip", "OFD", "Drawing", "Web", logging, hummingbird, http]
let handling: [Target.Dependency] = ["Forms", "Rules", "Workflow"]
let nouns: [Target.Dependency] = ["Organisations", "Identity", "Catalogue"]
let work: [Target.Dependency] = ["Cases", "Licences"]

let package = Package(
    name: "tongban",
    products: [
        .executable(name: "tongban", targets: ["tongban"]),
        // What `Fuzzing` throws bytes at, which is a package of its own.
        .library(name: "TongbanParsers", targets: ["Forms", "Rules", "Workflow"]),
        // What `Benchmarks` measures, which is a package of its own.
        .library(name: "TongbanRooms", targets: [
            "Kernel", "Standards", "Storage", "Ledger", "Signing", "Forms", "Rules", "Workflow", "Web", "Organisations", "Cases", "Licences", "Supervision", "Platform",
        ]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
        .package(url: "https://github.com/apple/swift-collections", exact: "1.6.0"),
        .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio", exact: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-extras", exact: "1.35.2"),
        .package(url: "https://github.com/apple/swift-nio-ssl", exact: "2.37.6"),
        .package(url: "https://github.com/apple/swift-http-types", exact: "1.8.0"),
        .package(url: "https://github.com/attaswift/BigInt", exact: "6.0.1"),
        .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", exact: "2.28.1"),
        .package(url: "https://github.com/hummingbird-project/swift-mustache", exact: "2.1.1"),
        .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2"),
        .package(url: "https://github.com/swift-server/async-http-client", exact: "1.37.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", exact: "2.13.0"),
    ],
    targets: [
        // C libraries, each imported by exactly one Swift target.
        system("COpenSSL", pkgConfig: "openssl", apt: "libssl-dev"),
        system("CPostgres", pkgConfig: "libpq", apt: "libpq-dev"),
        system("CArchive", pkgConfig: "libarchive", apt: "libarchive-dev"),
        system("CDecimal", pkgConfig: nil, apt: "libintelrdfpmath-dev"),
        system("CIDN2", pkgConfig: "libidn2", apt: "libidn2-dev"),
        system("CPCRE2", pkgConfig: "libpcre2-8", apt: "libpcre2-dev"),
        system("CPango", pkgConfig: "pangocairo", apt: "libpango1.0-dev"),
        system("CQREncode", pkgConfig: "libqrencode", apt: "libqrencode-dev"),
        system("CZip", pkgConfig: "libzip", apt: "libzip-dev"),
    ]
    // 0 · Kernel and standards: values only.
    + room("Kernel", in: "Sources")
    + room("Standards", in: "Sources", uses: ["Kernel"])
    // 1 · Engines: how to keep, prove, draw and serve things. They know nothing of government.
    + room("Threads", in: "Sources/Engines", uses: ["Kernel", nio("NIOPosix")])
    + room("Storage", in: "Sources/Engines", uses: ["Kernel"])
    + room("StorageSQLite", in: "Sources/Engines", uses: ["Kernel", "Storage", grdb])
    + room("StoragePostgres", in: "Sources/Engines", uses: ["Kernel", "Storage", "CPostgres"])
    + room("Signing", in: "Sources/Engines", uses: ["Kernel", "COpenSSL"])
    + room("Files", in: "Sources/Engines", uses: ["Kernel", "Threads", "Signing"])
    + room("FilesS3", in: "Sources/Engines", uses: ["Kernel", "Threads", "Signing", "Files", nio("NIOCore"), nio("NIOHTTP1"), nio("NIOFoundationCompat"),
        .product(name: "NIOSSL", package: "swift-nio-ssl"), .product(name: "AsyncHTTPClient", package: "async-http-client")],
        tests: [nio("NIOCore"), nio("NIOPosix"), nio("NIOHTTP1")])
    + room("Jobs", in: "Sources/Engines", uses: ["Kernel", "Storage", logging])
    + room("Ledger", in: "Sources/Engines", uses: ["Kernel", "Storage", "Signing", logging])
    + room("Backup", in: "Sources/Engines", uses: ["Kernel", "Storage", "Threads", "Files", "Signing", "Ledger", "CArchive"])
    + room("Drawing", in: "Sources/Engines", uses: ["Kernel", "CPango", "CQREncode"])
    + room("XML", in: "Sources/Engines", uses: ["Kernel"])
    + room("Zip", in: "Sources/Engines", uses: ["Kernel", "CZip"], tests: ["Kernel"])
    + room("OFD", in: "Sources/Engines", uses: ["Kernel", "Signing", "Drawing", "XML", "Zip"], tests: ["XML", "Zip"])
    + room("Decimals", in: "Sources/Engines", uses: ["CDecimal"])
    + room("Patterns", in: "Sources/Engines", uses: ["CPCRE2"])
    + room("Forms", in: "Sources/Engines", uses: ["Kernel", "Standards", "Patterns", "CIDN2", .product(name: "BigInt", package: "BigInt")])
    + room("Rules", in: "Sources/Engines", uses: ["Kernel", "XML", "Zip", "Decimals", "Patterns",
        .product(name: "OrderedCollections", package: "swift-collections"), .product(name: "Yams", package: "Yams")], tests: ["Kernel", "Zip"])
    + room("Workflow", in: "Sources/Engines", uses: ["Kernel", "XML"])
    + room("Web", in: "Sources/Engines", uses: ["Kernel", logging, mustache, hummingbird, nio("NIOCore"), http,
        .product(name: "HummingbirdCore", package: "hummingbird"), .product(name: "NIOHTTPTypes", package: "swift-nio-extras")],
        tests: [nio("NIOCore"), nio("NIOPosix")])
    // 2 · Nouns: what the city is and offers.
    + room("Organisations", in: "Sources/Features", uses: engines + [nio("NIOCore")])
    + room("Identity", in: "Sources/Features", uses: engines + ["Organisations"])
    + room("Catalogue", in: "Sources/Features", uses: engines + handling + ["Organisations"])
    // 3 · Work: what the city does.
    + room("Cases", in: "Sources/Features", uses: engines + handling + nouns)
    + room("Licences", in: "Sources/Features", uses: engines + nouns)
    // 4 · Sight: watching.
    + room("Supervision", in: "Sources/Features", uses: engines + handling + nouns + work)
    // 5 · Faces: pages that bring several features together.
    + room("Portal", in: "Sources/Faces", uses: engines + handling + nouns + work)
    + room("Desk", in: "Sources/Faces", uses: engines + handling + nouns + work)
    + room("Console", in: "Sources/Faces", uses: engines + nouns + work)
    // 6 · The whole.
    + room("Platform", in: "Sources", uses: engines + handling + nouns + work
        + ["StorageSQLite", "StoragePostgres", "FilesS3", "Backup", "Supervision", "Portal", "Desk", "Console",
           .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"), .product(name: "UnixSignals", package: "swift-service-lifecycle")])
    + room("Simulation", in: "Sources", uses: engines + handling + nouns + work + ["Supervision", "Platform"])
    + [
        .executableTarget(name: "tongban", dependencies: ["Kernel", "Organisations", "Identity", "Catalogue", "Platform", "Simulation", "Backup", "Storage", "Files", "Forms", "Rules", "Workflow", "Ledger", "Signing", "Web", logging,
            .product(name: "ArgumentParser", package: "swift-argument-parser")]),
        .target(name: "StorageConformance", dependencies: ["Kernel", "Storage"], path: "Tests/StorageConformance"),
        .target(name: "FilesConformance", dependencies: ["Kernel", "Signing", "Files"], path: "Tests/FilesConformance"),
        .target(name: "TestPostgres", path: "Tests/TestPostgres"),
        .target(name: "TestKit", dependencies: engines + handling + nouns + work + ["StorageSQLite", "StoragePostgres", "StorageConformance", "FilesConformance", "TestPostgres", "Platform"], path: "Tests/TestKit"),
        .testTarget(name: "TidyTests"),
    ]
)

for target in package.targets where target.type != .system {
    target.swiftSettings = [.enableUpcomingFeature("ExistentialAny"), .enableUpcomingFeature("MemberImportVisibility")]
}

// MARK: - The words the table is written in

func nio(_ product: String) -> Target.Dependency { .product(name: product, package: "swift-nio") }

/// A target with its test target; the folders of files that are not code are left out of compilation when they exist.
func room(_ name: String, in folder: String, uses: [Target.Dependency] = [], tests: [Target.Dependency] = []) -> [Target] {
    let path = "\(folder)/\(name)"
    let files = ["Templates", "Messages", "Migrations", "Assets"].filter { exists("\(path)/\($0)") }
    let target = Target.target(name: name, dependencies: uses, path: path, exclude: files)
    guard exists("Tests/\(name)Tests") else { return [target] }
    let fixtures = exists("Tests/\(name)Tests/Fixtures") ? ["Fixtures"] : []
    return [target, .testTarget(name: "\(name)Tests", dependencies: [.target(name: name), "TestKit"] + tests, exclude: fixtures)]
}

func system(_ name: String, pkgConfig: String?, apt package: String) -> Target {
    .systemLibrary(name: name, path: "Sources/CLibs/\(name)", pkgConfig: pkgConfig, providers: [.apt([package])])
}

func exists(_ path: String) -> Bool { FileManager.default.fileExists(atPath: "\(Context.packageDirectory)/\(path)") }
