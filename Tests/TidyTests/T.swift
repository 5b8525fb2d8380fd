import Testing
@Test("the house stands") func stands() { #expect(Bool(true)) }
