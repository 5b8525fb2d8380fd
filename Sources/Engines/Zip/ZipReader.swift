import CZip
import Kernel

/// An opened ZIP container, read with suspicion.
final class ZipReader {
    private let archive: OpaquePointer
    /// libzip reads from here until the archive is closed.
    private let buffer: UnsafeMutableBufferPointer<UInt8>

    /// Throws `zip.malformed` when the bytes are no consistent ZIP file.
    init(_ bytes: [UInt8]) throws(Problem) {
        buffer = .allocate(capacity: max(1, bytes.count))
        _ = buffer.initialize(from: bytes)
        var error = zip_error_t()
        zip_error_init(&error)
        defer { zip_error_fini(&error) }
        guard !bytes.isEmpty, let source = zip_source_buffer_create(buffer.baseAddress, zip_uint64_t(bytes.count), 0, &error) else {
            buffer.deallocate()
            throw Problem.malformed("an empty file")
        }
        guard let opened = zip_open_from_source(source, ZIP_RDONLY | ZIP_CHECKCONS, &error) else {
            zip_source_free(source)
            buffer.deallocate()
            throw Problem.malformed(String(cString: zip_error_strerror(&error)))
        }
        archive = opened
    }

    deinit {
        zip_discard(archive)
        buffer.deallocate()
    }

    /// Everything in the container. Throws `zip.malformed`, `zip.too_large` and what the budget throws.
    func files(_ limits: ZipLimits, _ budget: WorkBudget) throws(Problem) -> [ZipFile] {
        let count = zip_get_num_entries(archive, 0)
        guard count <= limits.entries else { throw Problem("zip.too_large", .tooLarge) }
        var files: [ZipFile] = []
        var names: Set<String> = []
        var room = limits.unpacked
        for index in 0..<zip_uint64_t(max(0, count)) {
            try budget.spend()
            try budget.look()
            let entry = try stat(index)
            if entry.name.ends(with: "/"), entry.size == 0 { continue }
            guard ZipContainer.isSafe(entry.name) else { throw Problem.malformed("the path of entry \(index)") }
            // Some systems take two names that differ in case for one.
            guard names.insert(entry.name.lowercased()).inserted else { throw Problem.malformed("\(entry.name) twice") }
            guard entry.size <= room, entry.size <= 1 << 20 || entry.size / limits.ratio <= entry.packed else {
                throw Problem("zip.too_large", .tooLarge, reason: entry.name)
            }
            files.append(ZipFile(entry.name, try unpacked(index, entry)))
            room -= entry.size
        }
        return files
    }

    private struct Entry {
        let name: String
        let size: Int, packed: Int
    }

    private func stat(_ index: zip_uint64_t) throws(Problem) -> Entry {
        var stat = zip_stat_t()
        zip_stat_init(&stat)
        let needed = zip_uint64_t(ZIP_STAT_NAME | ZIP_STAT_SIZE | ZIP_STAT_COMP_SIZE | ZIP_STAT_ENCRYPTION_METHOD)
        guard zip_stat_index(archive, index, 0, &stat) == 0, stat.valid & needed == needed, let name = stat.name,
              stat.encryption_method == ZIP_EM_NONE, let size = Int(exactly: stat.size), let packed = Int(exactly: stat.comp_size) else {
            throw Problem.malformed("entry \(index)")
        }
        return Entry(name: String(cString: name), size: size, packed: packed)
    }

    /// Reads no more than was declared and one byte beyond: reaching the end is what makes libzip compare the checksum.
    private func unpacked(_ index: zip_uint64_t, _ entry: Entry) throws(Problem) -> [UInt8] {
        guard let file = zip_fopen_index(archive, index, 0) else { throw Problem.malformed(entry.name) }
        defer { zip_fclose(file) }
        var beyond: UInt8 = 0
        let bytes = [UInt8](unsafeUninitializedCapacity: entry.size) { buffer, count in
            count = entry.size == 0 ? 0 : max(0, Int(zip_fread(file, buffer.baseAddress!, zip_uint64_t(entry.size))))
        }
        guard bytes.count == entry.size, zip_fread(file, &beyond, 1) == 0 else { throw Problem.malformed(entry.name) }
        return bytes
    }
}
