"""Options of the tests."""


def pytest_addoption(parser):
    parser.addoption(
        "--accept", action="store_true", help="write what the program says into the case documents"
    )
