"""What a sheet is that goes out in a workbook and comes home: declared by the room whose rows it shows."""
