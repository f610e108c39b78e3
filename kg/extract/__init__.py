"""Document -> mentions -> entities (aliases merged) -> relations and observations."""
