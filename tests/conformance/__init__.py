"""Black-box conformance: what the sync contract promises, seen from outside over HTTP."""
