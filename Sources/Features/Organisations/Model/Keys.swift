import Kernel

extension RandomSource {
    /// A new key, from a source whose type is not known at compile time: a method opens an existential, an initialiser cannot.
    package func key<Subject>(_ subject: Subject.Type = Subject.self, at instant: Timestamp) -> ID<Subject> { ID(at: instant, self) }
}
