"""What depends on a language: sentences, stems, quotation marks, detection; rules for one language stand in a folder of its own."""
