"""A dataset as tables: CSV files in a folder, or the sheets of a workbook."""
