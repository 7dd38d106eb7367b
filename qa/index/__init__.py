"""The index: immutable generations of a content database and a FAISS file, and a cache of vectors by text. Disposable."""
