"""The text of an answer: screens, pages, pictures, records, files for other programs."""
