"""The browser front end, as `qa app` starts it, with the same arguments: `python streamlit_app.py`."""

import sys

from qa.cli import main

sys.exit(main(["app", *sys.argv[1:]]))
