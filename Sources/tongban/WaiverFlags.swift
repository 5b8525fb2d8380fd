import ArgumentParser
import Platform

/// What a command is told to do without. The names are ugly, so that nobody gives them lightly.
struct WaiverFlags: ParsableArguments {
    @Flag(name: .customLong("i-accept-losing-data"),
          help: "Work with a PostgreSQL whose fsync or full_page_writes is off: what was answered may be gone after a fall.")
    var losingData = false

    @Flag(name: .customLong("allow-plain-text-on-the-network"),
          help: "Do without TLS to a database, an object store or browsers elsewhere: everybody on the way reads along.")
    var plainText = false

    var all: Waivers { (losingData ? Waivers.losingData : []).union(plainText ? .plainText : []) }
}
