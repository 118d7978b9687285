"""What a careful reviewer would ask about a record: found by comparing it with what its unit and others have sent."""
