"""The script that Streamlit runs for each visit; `qa app` serves it."""

from qa.ui.page import show_page

if __name__ == "__main__":
    show_page()
