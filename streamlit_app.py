"""The browser front end: `streamlit run streamlit_app.py`. The views are in `qa/ui`."""

from qa.ui.page import show_page

show_page()
