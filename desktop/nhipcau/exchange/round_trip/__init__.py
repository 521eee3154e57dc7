"""A workbook that goes out, is worked on by people, and comes home: nothing that either side wrote is lost."""
