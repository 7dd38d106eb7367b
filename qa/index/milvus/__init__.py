"""An index that Milvus holds: one collection of passages and one of values for each generation, switched by an alias."""
