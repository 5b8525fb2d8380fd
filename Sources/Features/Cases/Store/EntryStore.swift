import Kernel
import Storage

/// Many rows at once: for cases that are entered in batches.
extension CaseStore {
    func insert(_ histories: [History], _ tx: any Transaction) throws {
        try tx.insert("INSERT INTO cases (\(Self.columns), holder_index, sealed, process)", histories.map(row))
        try tx.insert("INSERT INTO case_task (\(Self.taskColumns))", histories.flatMap { rows(of: $0.tasks, $0.record) })
        try tx.insert("INSERT INTO case_material (case_id, key, place, file_name, digest, size, media_type, uploaded_at)",
                      histories.flatMap(\.materials))
        try tx.insert("INSERT INTO case_step (case_id, place, stage, event, opinion, actor_id, actor_name, at)", histories.flatMap(steps))
        for history in histories {
            if let correction = history.correction { try insert(correction, of: history.record.id, tx) }
            for (place, suspension) in history.suspensions.enumerated() { try insert(suspension, place: place, of: history.record.id, tx) }
        }
    }

    /// Material rows with the files' names sealed.
    func rows(of materials: [CaseMaterial], _ id: ID<Case>) throws -> [SQL] {
        try materials.map { material in
            let name = try cipher.seal(material.fileName, place: CaseMaterial.place(id, material.key, material.place))
            return """
            (\(id), \(material.key), \(material.place), \(name), \(material.digest), \(material.size), \(material.mediaType),
                \(material.uploadedAt))
            """
        }
    }

    private func row(_ history: History) throws -> SQL {
        let record = history.record, content = history.sealed
        return try """
        (\(record.id), \(record.number), \(record.query), \(record.password), \(record.itemCode), \(record.itemVersion),
            \(record.itemName), \(record.body), \(record.region), \(record.source.rawValue), \(record.account), \(record.holderMasked),
            \(record.standing.phase.rawValue), \(record.standing.stage), \(record.submittedAt), \(record.receivedOn),
            \(record.acceptedOn), \(record.dueOn), \(record.statutoryDueOn), \(record.closedAt), \(record.result?.rawValue),
            \(record.acceptedBy), \(record.revision), \(content.vouchedHolder), \(content.holderIndex), \(content.bytes), \(JSONText.encode(history.process)))
        """
    }

    private func steps(_ history: History) -> [SQL] {
        history.steps.enumerated().map { place, step in
            """
            (\(history.record.id), \(place), \(step.stage), \(step.event), \(step.opinion), \(step.actorID), \(step.actorName), \(step.at))
            """
        }
    }
}

extension Transaction {
    /// In statements of fifty rows, so that the same few are used again and again.
    fileprivate func insert(_ head: SQL, _ rows: [SQL]) throws {
        for first in stride(from: 0, to: rows.count, by: 50) {
            try execute("\(head) VALUES \(joined: rows[first..<min(first + 50, rows.count)], by: ", ")")
        }
    }
}
