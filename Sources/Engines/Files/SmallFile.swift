/// A small file that is written, replaced or removed as a whole, and only its owner can read: settings, keys, marks. Each change is on
/// the disk when it returns; after a power cut the file is as it was or as it shall be. All calls block.
public enum SmallFile {
    /// Writes the file, in place of what has that name. Its folder must be there.
    /// - Throws: `Problem` `file.unavailable`, with the system's reason; `file.not_found` when there is no such folder.
    public static func write(_ bytes: [UInt8], to path: String) throws {
        let new = "\(path).new"
        // What a crash left.
        try Directory.remove(new)
        let file = try Descriptor(creating: new, mode: 0o600)
        do {
            try file.append(bytes)
            try file.synchronise()
            try Directory.move(new, to: path)
        } catch {
            try? Directory.remove(new)
            throw error
        }
    }

    /// Removes the file, if it is there.
    public static func remove(_ path: String) throws { try Directory.remove(path) }

    /// Makes a folder for such files, which only its owner can look into, and those above it, unless they are there.
    public static func makeFolder(_ path: String) throws { try Directory.make(path, mode: 0o700) }
}
