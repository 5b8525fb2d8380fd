import Cases

extension Draft {
    /// The draft as it would be handed in.
    func application(declared: Bool) -> Application {
        Application(situation: content.situation, values: content.values, materials: materials,
                    promised: content.promised, declared: declared)
    }
}
