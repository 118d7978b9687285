"""What Prometheus reads: counts that the server's processes keep, and gauges that are read from the database."""
