"""Tasks that go wrong."""
