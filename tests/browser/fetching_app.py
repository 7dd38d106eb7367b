"""The app as a test has it served: texts are fetched from the test's own web, whose port the test names."""

import os
from functools import partialmethod

from qa.api.fetching import FetchedCorpus
from qa.ui.page import show_page
from qa.web.network import Internet

PORT = int(os.environ["FETCHING_TEST_PORT"])

if __name__ == "__main__":
    if not isinstance(vars(FetchedCorpus)["fetch"], partialmethod):
        own = Internet(lambda host, port: ["127.0.0.1"], pause=0.3, allowed=frozenset({("127.0.0.1", PORT)}))
        FetchedCorpus.fetch = partialmethod(FetchedCorpus.fetch, network=own)  # type: ignore[assignment]
    show_page()
