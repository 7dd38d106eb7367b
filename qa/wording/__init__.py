"""The words of the interface: one place to say them in English, and a table of translations for each other language."""
