"""Text → vectors: passages by sentence-transformers when the index is built, questions by ONNX Runtime."""
