"""The browser front end: `streamlit run streamlit_app.py`. The views are in `qa/ui`."""

import streamlit as st
from starlette.middleware import Middleware

from qa.ui.server import SafeHeaders, preload

app = st.App("qa/ui/main.py", lifespan=preload, middleware=[Middleware(SafeHeaders)])
