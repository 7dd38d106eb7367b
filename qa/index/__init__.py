"""The index: one SQLite database that is the commit point, and one FAISS file derived from it. Disposable."""
