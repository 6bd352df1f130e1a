"""An edition as tables: the same ones in the workbook and in the bundle of CSV files."""
