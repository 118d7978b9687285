"""What tests ask for by name is in tests/fixtures: databases, servers, a browser."""

pytest_plugins = [
    "tests.fixtures.run",
    "tests.fixtures.described_answers",
    "tests.fixtures.collector",
    "tests.fixtures.together",
    "tests.fixtures.postgres",
    "tests.fixtures.databases",
    "tests.fixtures.servers",
    "tests.fixtures.store",
    "tests.fixtures.browser",
    "tests.fixtures.engines",
    "tests.fixtures.village",
]
